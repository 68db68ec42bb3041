import type { OrderState } from '../domain/order.ts';

type Tone = 'info' | 'success' | 'warning' | 'danger' | 'neutral';

const STATES: Record<OrderState, { readonly de: string; readonly en: string; readonly tone: Tone }> = {
  draft: { de: 'Entwurf', en: 'Draft', tone: 'neutral' }, submitted: { de: 'Wartet auf Freigabe', en: 'Waits for approval', tone: 'info' }, approved: { de: 'Wartet auf Erklärung', en: 'Waits for declaration', tone: 'info' },
  contracted: { de: 'Vertrag geschlossen', en: 'Contract concluded', tone: 'success' }, refused: { de: 'Abgelehnt', en: 'Refused', tone: 'danger' }, cancelled: { de: 'Zurückgezogen', en: 'Withdrawn', tone: 'neutral' },
};

/** The name and tone of an order's state. */
export function orderState(state: OrderState, locale: 'de' | 'en'): { label: string; tone: Tone } {
  return { label: STATES[state][locale], tone: STATES[state].tone };
}
