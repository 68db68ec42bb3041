import { translations } from '@allmende/i18n';

/** The few fixed words of form fields. */
export const fieldTexts = translations({
  de: { optional: '(freiwillig)', error: 'Fehler:', day: 'Tag', month: 'Monat', year: 'Jahr', euro: 'Euro', choose: 'Bitte wählen' },
  en: { optional: '(optional)', error: 'Error:', day: 'Day', month: 'Month', year: 'Year', euro: 'euros', choose: 'Please choose' },
  'de-leicht': { optional: '(freiwillig)', error: 'Fehler:', day: 'Tag', month: 'Monat', year: 'Jahr', euro: 'Euro', choose: 'Bitte wählen' },
  uk: { optional: '(за бажанням)', error: 'Помилка:', day: 'День', month: 'Місяць', year: 'Рік', euro: 'євро', choose: 'Оберіть' },
  ar: { optional: '(اختياري)', error: 'خطأ:', day: 'اليوم', month: 'الشهر', year: 'السنة', euro: 'يورو', choose: 'يرجى الاختيار' },
});
