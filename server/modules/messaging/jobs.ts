import type { Job } from '../../platform/jobs.ts';
import { emailChannel } from './channels/email.ts';
import { deliverDue } from './deliver.ts';
import { DELIVER } from './intents.ts';
import { renderer } from './render/renderer.ts';

/** Sends what is due of one business. Any number may run; each message goes to one of them. */
export const deliverMessages: Job = {
  name: DELIVER.name,
  async run({ db, tenant, config, log }) {
    const channels = { email: emailChannel(config) };
    await deliverDue({ db, tenant, config, log, channels, renderer: renderer() });
  },
};
