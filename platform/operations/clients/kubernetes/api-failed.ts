import { RuntimeUnable } from '../../domain/errors.ts';

/** What the API server answers instead of what was asked (`Status` of the Kubernetes API). */
export class ApiFailed extends Error {
  override name = 'ApiFailed';
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** One word: `NotFound`, `Conflict`, `Expired`, `Invalid`. */
  readonly reason: string;
  /** What was asked: `PATCH Deployment allmende-…`. */
  readonly asked: string;

  constructor(input: { readonly status: number; readonly reason: string; readonly message: string; readonly asked: string; readonly cause?: unknown }) {
    super(`${input.asked}: ${input.status} ${input.reason} ${input.message}`, { cause: input.cause });
    this.status = input.status;
    this.reason = input.reason;
    this.asked = input.asked;
  }
}

/** Whether what was asked for does not exist. */
export const isGone = (error: unknown): boolean => error instanceof ApiFailed && error.status === 404;
/** Whether a list or watch has to begin anew, as the server does not know its version any more. */
export const isExpired = (error: unknown): boolean => error instanceof ApiFailed && error.status === 410;

/** Does the work and says in German, for staff, why a cluster did not do its part. Other errors pass. */
export async function inWords<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApiFailed) throw new RuntimeUnable(explain(error), { cause: error });
    throw error;
  }
}

/** Why an answer was no good one, in one or two sentences for staff. */
export function explain({ status, reason, message, asked }: ApiFailed): string {
  if (status === 0) return `Der Kubernetes-Cluster ist nicht erreichbar (${reason}). Es geht von selbst weiter, sobald er antwortet.`;
  if (status === 401) return 'Der Kubernetes-Cluster erkennt die Zugangsdaten nicht an. Prüfen Sie die Datei, die ALLMENDE_KUBECONFIG nennt.';
  if (status === 403) return refused(message, asked);
  if (status === 404) return /HTTPRoute/u.test(asked) ? 'Der Cluster kennt „HTTPRoute“ nicht. Richten Sie die Gateway API ein oder wählen Sie einen anderen Zugang.' : `Im Cluster fehlt, was gebraucht wird (${asked}).`;
  if (status === 409) return `Im Cluster wurde gleichzeitig etwas geändert (${asked}). Es wird noch einmal versucht.`;
  if (status === 400 || status === 422) return `Der Cluster lehnt die Beschreibung der Anwendung ab (${asked}): ${message.slice(-300)}`;
  if (status === 429 || status >= 500) return `Der Kubernetes-Cluster ist überlastet oder gestört (${status}). Es wird noch einmal versucht.`;
  return `Der Kubernetes-Cluster hat abgelehnt (${status} ${reason}, ${asked}).`;
}

function refused(message: string, asked: string): string {
  if (/exceeded quota/u.test(message)) return 'Das Kontingent der Behörde im Cluster reicht nicht aus. Es wird beim nächsten Versuch neu bemessen.';
  if (/violates PodSecurity/u.test(message)) return 'Der Cluster lässt die Anwendung nicht zu, weil sie gegen das Sicherheitsprofil „restricted“ verstößt.';
  if (/is being terminated/u.test(message)) return 'Der Bereich der Behörde im Cluster wird gerade gelöscht. Danach geht es von selbst weiter.';
  return `Der Zugang zum Cluster darf dies nicht: ${asked}. Geben Sie ihm die Rechte, die in der Anleitung zu Kubernetes stehen.`;
}
