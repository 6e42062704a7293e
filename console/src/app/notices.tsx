import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';

/** Where the toasts of notifications.show() appear. */
export function Notices() {
  return <Notifications position="bottom-center" limit={3} />;
}
