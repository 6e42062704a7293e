/** Everything that can be set from outside, read once. The only place that reads the environment. */
export interface Config {
  /** PORT: where the one HTTP server listens. */
  port: number;
  /** HOST: the address it binds. */
  host: string;
  /** PUBLIC_URL: how browsers reach it; used in links of messages. */
  publicUrl: string;
  /** QUEN_DATA: folder of the embedded database, uploads and generated secrets. */
  dataFolder: string;
  /** DATABASE_URL: an external PostgreSQL; unset means the embedded one. */
  databaseUrl: string | undefined;
  /** QUEN_ENV: development loads the demo business and shows one-time codes in the log. */
  environment: 'development' | 'production' | 'test';
  /** QUEN_SECRET: signs sessions and links; generated into QUEN_DATA when unset. */
  secret: string;
  /** SMTP_URL: smtp(s)://user:pass@host:port; unset writes mails as files into QUEN_DATA/outbox. */
  smtpUrl: string | undefined;
  /** MAIL_FROM: sender of e-mail. */
  mailFrom: string;
  /** BOUNCE_ADDRESS: where mail servers send reports on messages (the return path); unset means the address of MAIL_FROM. */
  bounceAddress: string | undefined;
  /** BOUNCE_IMAP_URL: imap(s)://user:pass@host:port/folder, the mailbox of BOUNCE_ADDRESS, best one of its own; read every minute, so that returned messages are known. Unset means nobody reads them. */
  bounceImapUrl: string | undefined;
  /** QUEN_POOL: database connections of one process. */
  poolSize: number;
  /** QUEN_TRUST_PROXY: 1 where a reverse proxy sets X-Forwarded-For. */
  trustProxy: boolean;
  /** QUEN_MAX_UPLOAD_MB: largest import file. */
  maxUploadBytes: number;
  /** QUEN_LOG: pino level. */
  logLevel: string;
}
