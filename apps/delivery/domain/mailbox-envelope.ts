import { sign, X509Certificate, type KeyObject } from 'node:crypto';

const TOKEN_MINUTES = 30;

/** What the mailbox takes: the content as text, who vouches for it and that they do. */
type MailboxEnvelope = { readonly content: string; readonly sha512sum: string; readonly authorToken: string; readonly authorCertificate: string };

/** Signs a content for the mailbox: RSA-SHA512 over the text (base64), and a token (JWT, RS512) of half an hour for the name on the certificate. */
export function mailboxEnvelope(value: object, author: { readonly certificate: string; readonly key: KeyObject }, now: Date): MailboxEnvelope {
  const content = JSON.stringify(value);
  const issuedAt = Math.floor(now.getTime() / 1000);
  const token = [{ alg: 'RS512', typ: 'JWT' }, { iat: issuedAt, exp: issuedAt + TOKEN_MINUTES * 60, signer: commonName(author.certificate), roles: ['THIRD_PARTY'] }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return {
    content, sha512sum: sign('sha512', Buffer.from(content), author.key).toString('base64'), authorToken: `${token}.${sign('sha512', Buffer.from(token), author.key).toString('base64url')}`, authorCertificate: author.certificate,
  };
}

function commonName(pem: string): string {
  return /^CN=(.+)$/mu.exec(new X509Certificate(pem).subject)?.[1] ?? '';
}
