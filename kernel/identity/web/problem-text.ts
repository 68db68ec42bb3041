import type { FieldProblem } from '@allmende/errors';
import type { Locale } from '@allmende/i18n';

const ENGLISH: Readonly<Record<string, string>> = {
  email: 'Enter an e-mail address, for example first.last@sampletown.de.',
  name: 'The name can have at most 200 characters.',
  'password-too-short': 'The password needs at least 12 characters.',
  'password-too-long': 'The password can be at most 200 bytes long.',
  'password-too-common': 'This password is easy to guess. Take several words that have nothing to do with each other.',
  'password-breached': 'This password was stolen and published elsewhere. Please take another one, and change it wherever you use it.',
  service: 'Your authority does not offer this service. Please choose one from the list.',
  'password-unchanged': 'The new password must differ from the present one.',
  'password-wrong': 'The present password is not right.',
  'app-known': 'You have an app already. Remove the old one first.',
  'code-wrong': 'The code is not right. Enter the code that the app shows now. If the clock of your telephone is wrong by more than a minute, first set it to automatic time.',
  'no-factor': 'Set up a passkey or an app first.',
  'passkey-name': 'The name can have at most 60 characters.',
  'passkeys-most': 'More than 20 passkeys are not possible. Remove an old one first.',
  date: 'There is no such day. Enter day, month and year.',
  deputy: 'Choose somebody who has a role here.',
  'deputy-self': 'Nobody stands in for themselves.',
  'deputy-has-all': 'This person has all these roles already.',
  'in-the-past': 'This begins today at the earliest.',
  'before-begin': 'The last day is before the first.',
  'too-long': 'A deputy stands in for a year at most.',
  'reset-asked': 'This has been asked for already and waits for approval.',
  'token-name': 'Enter a name of at most 60 characters, for example Entra ID.',
  required: 'Enter a name.',
  roles: 'Choose at least one role.',
};

/** The problems with messages in the language of the page. */
export function inLanguage(problems: readonly FieldProblem[], locale: Locale): FieldProblem[] {
  return problems.map((problem) => ({ ...problem, message: (locale === 'en' ? ENGLISH[problem.code] : undefined) ?? problem.message }));
}
