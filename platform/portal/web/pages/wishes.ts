import { definePage, redirect, show } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { listWishes } from '../../actions/list-wishes.ts';
import { recordWish } from '../../actions/record-wish.ts';
import { seeWishes } from '../../domain/permissions.ts';
import { wishesView } from './wishes.view.ts';

const texts = translations({
  de: { thanks: 'Danke. Ihre Verwaltung sieht, dass das hier fehlt.', not: 'Das ließ sich nicht zählen. Bitte suchen Sie mit einem oder wenigen Wörtern.' },
  'de-leicht': { thanks: 'Danke. Das Amt weiß jetzt: Das fehlt hier.', not: 'Das ging nicht. Bitte suchen Sie mit wenigen Wörtern.' },
  en: { thanks: 'Thank you. Your administration sees that this is missing here.', not: 'This could not be counted. Please search with one or a few words.' },
  uk: { thanks: 'Дякуємо. Ваша адміністрація бачить, що цього тут бракує.', not: 'Не вдалося врахувати. Шукайте одним або кількома словами.' },
  ar: { thanks: 'شكرًا. ترى إدارتك أن هذا غير متوفر هنا.', not: 'تعذّر احتساب ذلك. يُرجى البحث بكلمة أو بضع كلمات.' },
});

/** Somebody says that they looked for something at a place in vain. */
export const wishPost = definePage({
  method: 'POST', path: '/:place/wishes', access: 'anyone', speaksAll: true, rateLimit: { max: 10, windowMs: 60_000 },
  async handle({ ctx, place, form, language, urlFor }) {
    const t = texts(language);
    const isCounted = await recordWish(ctx, { place, query: form.text('q').slice(0, 200) });
    return redirect(urlFor.place(place.slug), { flash: isCounted ? { kind: 'success', title: t.thanks } : { kind: 'warning', title: t.not } });
  },
});

/** What people looked for and did not find, for those who decide what is offered next. */
export const wishesPage = definePage({
  method: 'GET', path: '/:authority/office/wishes', access: seeWishes,
  async handle({ ctx, authority, locale, urlFor }) {
    return show(wishesView({ ...(await listWishes(ctx)), authority }, { locale, urlFor }));
  },
});
