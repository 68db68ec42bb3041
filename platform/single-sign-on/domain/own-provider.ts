import { isAuthorityRole, readRoleChoice, type AuthorityRole } from '@allmende/access';
import { InvalidInput, type FieldProblem } from '@allmende/errors';

/** A role of an authority as it is written: for everything, or a caseworker's for one service (`caseworker/hundesteuer`). */
export type RoleText = AuthorityRole | `caseworker/${string}`;

/** That a group of the authority's provider gives a role here. */
export type GroupRole = { readonly group: string; readonly role: RoleText };

/** Whether a text is a role that a group may give. */
export function isRoleText(text: string): text is RoleText {
  const choice = readRoleChoice(text);
  return choice !== undefined && isAuthorityRole(choice.role);
}

/** An identity provider that an authority brings. */
export type OwnProvider = {
  readonly issuer: string;
  readonly clientId: string;
  /** The claim with the groups: `groups`; `roles` for app roles of Entra. */
  readonly groupsClaim: string;
  readonly mapping: readonly GroupRole[];
  /** Values of the claim `acr` of which one must come, parted by blanks; where it is missing the provider's own rules are trusted. */
  readonly acr?: string;
  readonly isOpen: boolean;
};

/** What somebody typed. */
export type TypedProvider = { readonly issuer: string; readonly clientId: string; readonly secret: string; readonly groupsClaim: string; readonly mapping: string; readonly acr: string; readonly isOpen: boolean };

const MOST_RULES = 200;

/** Checks what was typed; throws InvalidInput with a message at each field. `mayBePlain` is for trying out on one machine; `services` are those that the authority offers. */
export function checkProvider(typed: TypedProvider, options: { readonly hasSecret: boolean; readonly mayBePlain: boolean; readonly services?: readonly string[] }): OwnProvider {
  const problems: FieldProblem[] = [];
  const say = (field: string, code: string, message: string) => problems.push({ pointer: `/${field}`, code, message });
  const issuer = typed.issuer.trim().replace(/\/\.well-known\/openid-configuration$/u, '');
  const url = issuer.length <= 500 && URL.canParse(issuer) ? new URL(issuer) : undefined;
  if (!url || (url.protocol !== 'https:' && !(options.mayBePlain && url.protocol === 'http:')) || url.username !== '' || url.search !== '' || url.hash !== '') {
    say('issuer', 'issuer', 'Bitte geben Sie den Aussteller (Issuer) Ihres Dienstes als https-Adresse ein, zum Beispiel https://anmeldung.stadt.example/realms/stadt.');
  }
  const clientId = typed.clientId.trim();
  if (clientId === '' || clientId.length > 300) say('clientId', 'client-id', 'Bitte geben Sie die Client-ID ein, die Ihr Dienst für Allmende vergeben hat.');
  if ((typed.secret === '' && !options.hasSecret) || typed.secret.length > 500) say('secret', 'secret', 'Bitte geben Sie das Client-Geheimnis ein.');
  const groupsClaim = typed.groupsClaim.trim() || 'groups';
  if (groupsClaim.length > 100) say('groupsClaim', 'groups-claim', 'Der Name der Angabe mit den Gruppen darf höchstens 100 Zeichen haben.');
  const mapping = parseMapping(typed.mapping, (line) => say('mapping', 'mapping', `Zeile ${line}: Bitte schreiben Sie „Gruppe = Rolle“ mit einer der Rollen, die unter dem Feld stehen.`));
  if (mapping.length > MOST_RULES) say('mapping', 'too-many', `Es sind höchstens ${MOST_RULES} Zeilen möglich.`);
  const unknown = mapping.find(({ role }) => role.includes('/') && options.services?.includes(role.slice(role.indexOf('/') + 1)) !== true);
  if (unknown) say('mapping', 'service', `Ihre Behörde bietet die Leistung „${unknown.role.slice(unknown.role.indexOf('/') + 1)}“ nicht an. Bitte nehmen Sie eine von denen, die unter dem Feld stehen.`);
  if (mapping.length === 0 && problems.every(({ pointer }) => pointer !== '/mapping')) say('mapping', 'required', 'Ohne eine Gruppe, die eine Rolle gibt, könnte sich niemand anmelden.');
  const acr = typed.acr.trim().replaceAll(/\s+/gu, ' ');
  if (acr.length > 300 || /[^\x21-\x7e ]/u.test(acr)) say('acr', 'acr', 'Bitte schreiben Sie die Werte so, wie Ihr Dienst sie nennt, mit Leerzeichen dazwischen und höchstens 300 Zeichen.');
  if (problems.length > 0) throw new InvalidInput(problems);
  return { issuer, clientId, groupsClaim, mapping, ...(acr === '' ? {} : { acr }), isOpen: typed.isOpen };
}

/** `Team Soziales = caseworker`, one per line; the last equals sign parts the line, as names of directories hold some themselves (`CN=…,OU=…`). */
function parseMapping(text: string, wrong: (line: number) => void): GroupRole[] {
  return text.split(/\r?\n/u).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const at = line.lastIndexOf('=');
    const group = line.slice(0, Math.max(at, 0)).trim();
    const role = line.slice(at + 1).trim();
    if (group !== '' && group.length <= 300 && isRoleText(role)) return [{ group, role }];
    wrong(index + 1);
    return [];
  });
}

/** The rules as they are typed. */
export function mappingText(mapping: readonly GroupRole[]): string {
  return mapping.map(({ group, role }) => `${group} = ${role}`).join('\n');
}

/** Whether somebody signed in as strongly as the authority demands. */
export function isStrongEnough(provider: Pick<OwnProvider, 'acr'>, claims: Readonly<Record<string, unknown>>): boolean {
  return provider.acr === undefined || (typeof claims['acr'] === 'string' && provider.acr.split(' ').includes(claims['acr']));
}

// Clocks of two machines.
const CLOCKS_APART_SECONDS = 60;

/** When the provider says that the person showed who they are (`auth_time`), never later than now; undefined where it says nothing usable. */
export function shownAtProvider(claims: Readonly<Record<string, unknown>>, now: Date): Date | undefined {
  const seconds = claims['auth_time'];
  if (typeof seconds !== 'number' || !Number.isFinite(seconds) || seconds <= 0 || seconds > now.getTime() / 1000 + CLOCKS_APART_SECONDS) return undefined;
  return new Date(Math.min(seconds * 1000, now.getTime()));
}

/** Whether the provider says that the person showed who they are after they were asked; `askedAt` in milliseconds. */
export function isShownSince(claims: Readonly<Record<string, unknown>>, askedAt: number, now: Date): boolean {
  const shown = shownAtProvider(claims, now);
  return shown !== undefined && shown.getTime() >= askedAt - CLOCKS_APART_SECONDS * 1000;
}

/** What a provider said about somebody. */
export type Said = { readonly subject: string; readonly name: string | undefined; readonly email: string | undefined; readonly groups: readonly string[] };

/** Reads claims as providers send them: one group may come as a plain text, the address under another name. */
export function readClaims(claims: Readonly<Record<string, unknown>>, groupsClaim: string): Said {
  const text = (name: string) => (typeof claims[name] === 'string' && claims[name] !== '' ? claims[name] : undefined);
  const groups: unknown = claims[groupsClaim] ?? at(claims, groupsClaim.split('.'));
  const full = [text('given_name'), text('family_name')].filter((part) => part !== undefined).join(' ');
  // Entra and AD FS name the address only in the name of sign-in where no mailbox is known.
  const email = [text('email'), text('preferred_username'), text('upn')].find((one) => one?.includes('@') === true);
  return { subject: text('sub') ?? '', name: text('name') ?? (full === '' ? undefined : full), email, groups: (Array.isArray(groups) ? groups : [groups]).filter((one) => typeof one === 'string') };
}

// Keycloak keeps roles one step deeper: `realm_access.roles`.
function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? (inner as Record<string, unknown>)[key] : undefined), value);
}

/** The roles that somebody's groups give, and all that groups decide at all. Capitals make no difference, and Keycloak's leading slash neither. */
export function rolesOf(groups: readonly string[], mapping: readonly GroupRole[]): { readonly roles: readonly RoleText[]; readonly decided: readonly RoleText[] } {
  const plain = (group: string) => group.replace(/^\//u, '').toLowerCase();
  const has = new Set(groups.map(plain));
  return { roles: [...new Set(mapping.filter(({ group }) => has.has(plain(group))).map(({ role }) => role))], decided: [...new Set(mapping.map(({ role }) => role))] };
}
