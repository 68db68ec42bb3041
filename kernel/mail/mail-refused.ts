/** Thrown when a mail server says that it will never take mail for an address (5xx to the recipient, RFC 5321 § 4.2.1). Names neither the address nor what the server said. */
export class MailRefused extends Error {
  override name = 'MailRefused';

  constructor() {
    super('the mail was not taken: the server refuses this address for good');
  }
}
