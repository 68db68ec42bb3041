import type { Config } from '@allmende/config';
import type { Transporter } from 'nodemailer';
import { MailRefused } from '../mail-refused.ts';
import type { Mailer } from '../mailer.ts';

const CONNECT_MS = 10_000;
const ANSWER_MS = 30_000;

/** A mailer by SMTP (RFC 5321), or undefined where no server is configured. Over `smtps:` from the first byte, over `smtp:` with STARTTLS where the server offers it; in production never without TLS, but to this machine itself. */
export function openMailer(config: Pick<Config, 'mail' | 'environment'>): Mailer | undefined {
  if (config.mail === undefined) return undefined;
  const { url, from } = config.mail;
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
  const connect = async () => (await import('nodemailer')).default.createTransport({ url, connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS, socketTimeout: ANSWER_MS, requireTLS: config.environment === 'production' && !isLocal, disableFileAccess: true, disableUrlAccess: true });
  // Loaded with the first mail: most processes send none.
  let transport: Promise<Transporter> | undefined;
  return {
    send: async (mail) => {
      try {
        await (await (transport ??= connect())).sendMail({ from, to: { name: '', address: mail.to }, subject: mail.subject, text: mail.text, ...(mail.messageId === undefined ? {} : { messageId: mail.messageId }), attachments: (mail.attachments ?? []).map(({ name, contentType, bytes }) => ({ filename: name, contentType, content: Buffer.from(bytes) })), headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' } });
      } catch (error) {
        const { code, responseCode } = error as { code?: string; responseCode?: number };
        if (code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500) throw new MailRefused();
        // The library's messages repeat addresses and what the server said of them.
        throw new Error(`the mail was not taken: ${code ?? 'unknown'}`);
      }
    },
    close: () => void transport?.then((open) => open.close(), () => undefined),
  };
}
