import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { ApplicationPort } from '../domain/application-port.ts';
import type { DeliveryTarget } from '../domain/delivery-target.ts';
import type { ProgressState } from '../domain/parcel.ts';

/** Brings reported progress to the application. Copies of documents and what the target says are fetched from it, so that whoever opens the application needs no key of the target's. */
export async function passProgressOn(
  house: House, ports: { readonly targets: readonly DeliveryTarget[]; readonly applications: ApplicationPort },
  input: { tenant: TenantId; application: string; target: string; state: ProgressState; at: Date; documents: readonly string[]; decision?: string | undefined; replies?: readonly string[] | undefined },
): Promise<void> {
  const target = ports.targets.find((one) => one.name === input.target);
  const found = await Promise.all(input.documents.map((id) => target?.fetchDocument(house, input.tenant, id)));
  const said = await Promise.all((input.replies ?? []).map((id) => target?.fetchReply?.(house, input.tenant, id)));
  await ports.applications.noteProgress(house, input.tenant, {
    application: input.application, state: input.state, at: input.at, documents: found.filter((document) => document !== undefined), replies: said.filter((reply) => reply !== undefined), ...(input.decision === undefined ? {} : { decision: input.decision }),
  });
}
