import { useQuery } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import { defineTexts, useTexts } from '../i18n/texts.ts';
import { useMay, useMe } from './me.ts';

const texts = defineTexts(
  'actors',
  { you: 'Bạn', staff: 'Nhân viên', key: 'Khóa API', member: 'Thành viên', system: 'Hệ thống' },
  { you: 'You', staff: 'Staff', key: 'API key', member: 'Member', system: 'The system' },
);

/** Names for 'staff:<id>', 'key:<id>', 'system', as far as the person may know them. */
export function useActorName(): (actor: string) => string {
  const { t } = useTexts(texts);
  const { user } = useMe();
  const mayList = useMay('staff.manage');
  const staff = useQuery({
    queryKey: ['staff'],
    queryFn: ({ signal }) => api.get('/v1/staff', { signal }),
    enabled: mayList,
    staleTime: 60_000,
  });
  return (actor) => {
    const [kind, id] = actor.split(':');
    if (kind === 'staff') {
      if (id === user?.id) return t('you');
      return staff.data?.items.find((person) => person.id === id)?.name ?? t('staff');
    }
    return kind === 'key' ? t('key') : kind === 'member' ? t('member') : t('system');
  };
}
