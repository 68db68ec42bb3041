/** A report that a mail could not be delivered. */
export type Bounce = { /** Of the mail that came back, with its angle brackets. */ readonly messageId: string; /** The address will never take mail; otherwise it is only late. */ readonly isPermanent: boolean };

/** Reads a delivery status notification (RFC 3464): what became of the mail, and which one it was. Undefined for anything else. */
export function readBounce(mail: string): Bounce | undefined {
  const text = mail.replaceAll('\r\n', '\n');
  const end = text.indexOf('\n\n');
  if (end < 0) return undefined;
  const head = unfold(text.slice(0, end));
  const body = unfold(text.slice(end));
  if (!/^content-type:\s*multipart\/report;.*report-type="?delivery-status/imu.test(head)) return undefined;
  const action = /^action:\s*(\w+)/imu.exec(body)?.[1]?.toLowerCase();
  const status = /^status:\s*(\d)\.\d{1,3}\.\d{1,3}/imu.exec(body)?.[1];
  const messageId = /^message-id:\s*(<[^<>\s]{3,250}>)/imu.exec(body)?.[1];
  if (action === undefined || status === undefined || messageId === undefined || (action !== 'failed' && action !== 'delayed')) return undefined;
  return { messageId, isPermanent: action === 'failed' && status === '5' };
}

function unfold(text: string): string {
  return text.replaceAll(/\n[ \t]+/gu, ' ');
}
