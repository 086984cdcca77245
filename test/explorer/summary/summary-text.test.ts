import type { SummaryClause } from '../../../src/claims/queries/views.js';
import { BASES, RATINGS } from '../../../src/domain/vocabulary.js';
import { summaryText } from '../../../src/explorer/summary/summary-text.js';
import { type Language, LANGUAGES } from '../../../src/explorer/words/languages.js';
import { SUMMARY_CODES, type SummaryCode } from '../../../src/verification/summary/summary-part.js';
import { wordsIn } from '../../support/words.js';

const nato = { id: 'nato', name: 'NATO' };
const kirby = { id: 'kirby', name: 'John Kirby' };
const army = { id: 'army', name: 'The Armed Forces of Ukraine', several: true } as const;
const tass = { id: 'tass', name: 'ТАСС' };
const jazeera = { id: 'jazeera', name: 'الجزيرة' };
const site = { id: 'site', name: 'Publisher of “Talks”', unidentified: true } as const;
const diplomat = { id: 'diplomat', name: 'A diplomat in Brussels', description: 'a senior NATO diplomat' };

const words = Object.fromEntries((Object.keys(LANGUAGES) as Language[]).map((each) => [each, wordsIn(each)]));
const english = 'In English.';

function said(language: string, ...parts: readonly SummaryClause[]): string {
  const chosen = words[language];
  if (!chosen) throw new Error(`There are no words in ${language}.`);
  return summaryText({ text: english, language: 'en', parts }, chosen);
}

it.each<[what: string, parts: readonly SummaryClause[], german: string, ukrainian: string, arabic: string]>([
  [
    'who alone says so, and who is silent',
    [
      { code: 'only-says', actors: [kirby], basis: 'none-given' },
      { code: 'silent', actors: [nato], subject: 'about' },
    ],
    'Nur John Kirby behauptet es, ohne eine Grundlage anzugeben; NATO (selbst betroffen) hat sich nicht geäußert.',
    'Лише John Kirby це стверджує, не вказуючи підстави; NATO (сторона, про яку йдеться) мовчить.',
    'لا قول به إلا من ⁨John Kirby⁩، دون ذكر أي أساس؛ لا قول مسجَّلًا من ⁨NATO⁩ (الطرف المعني).',
  ],
  [
    'a heading, and several people under one name',
    [
      { code: 'retracted' },
      { code: 'only-one-took-back', actors: [kirby] },
      { code: 'had-denied', actors: [army], subject: 'about', through: [kirby] },
    ],
    'Zurückgezogen: nur John Kirby hatte es nachweislich behauptet und hat es ganz zurückgenommen; The Armed Forces of Ukraine (selbst betroffen), vertreten durch John Kirby, hatten dementiert.',
    'Відкликано: слова про це записано лише від одного джерела – John Kirby, і сказане повністю відкликано; The Armed Forces of Ukraine (сторона, про яку йдеться), речник – John Kirby, – заперечення ще до цього.',
    'متراجَع عنه: تراجع كامل من ⁨John Kirby⁩، ولم يُسجَّل قول به من غير هذا المصدر؛ نفي سابق من ⁨The Armed Forces of Ukraine⁩ (الطرف المعني) على لسان ⁨John Kirby⁩.',
  ],
  [
    'one origin, its carriers and searches',
    [
      { code: 'one-origin', actors: [kirby], basis: 'none-given', through: [tass], translated: true },
      { code: 'search-found-nothing', count: 3, date: '../2024-04-04' },
    ],
    'Ein Ursprung: John Kirby, ohne eine Quelle zu nennen, verbreitet von ТАСС, in Übersetzung; 3 Suchen (die letzte: bis 4. April 2024) blieben ergebnislos.',
    'Одне першоджерело: John Kirby, джерела не названо (поширення – ТАСС) (у перекладі); 3 пошуки (останній – до 4 квітня 2024 р.) нічого не дали.',
    'أصل واحد: ⁨John Kirby⁩، دون تسمية أي مصدر، نقلًا عبر ⁨ТАСС⁩، مع ترجمة؛ 3 عمليات بحث (أحدثها: في موعد أقصاه 4 أبريل 2024) لم تجد شيئًا.',
  ],
  [
    'independent origins, and how many more there are',
    [
      { code: 'independent-origins', count: 2 },
      { code: 'origin', actors: [kirby], basis: 'witnessed' },
      { code: 'origin', actors: [jazeera], basis: 'recording' },
      { code: 'more-named', count: 5 },
    ],
    '2 voneinander unabhängige Ursprünge: John Kirby, aus eigenem Erleben, und ⁨الجزيرة⁩, anhand einer Aufnahme; 5 weitere Ursprünge haben eine eigene Grundlage.',
    '2 незалежні першоджерела: John Kirby, за власними спостереженнями, і ⁨الجزيرة⁩, за аудіо- чи відеозаписом; ще 5 першоджерел мають власну підставу.',
    'أصلان مستقلان: ⁨John Kirby⁩، عن معاينة مباشرة، والجزيرة، استنادًا إلى تسجيل؛ 5 أصول أخرى لها أساس خاص بها.',
  ],
  [
    'sources without a name, and publishers that are only counted',
    [
      { code: 'unnamed-sources', actors: [diplomat], through: [site] },
      { code: 'says', actors: [kirby, site], others: 11 },
    ],
    'Nur eine anonyme Quelle behauptet es: A diplomat in Brussels, verbreitet von einem unbekannten Medium; John Kirby, ein unbekanntes Medium und 11 weitere Stellen behaupten es.',
    'Лише неназване джерело це стверджує: A diplomat in Brussels (поширення – невідомий видавець); John Kirby, невідомий видавець і ще 11 це стверджують.',
    'لا قول به إلا من مصدر غير مسمّى: ⁨A diplomat in Brussels⁩، نقلًا عبر ناشر مجهول؛ قول به من ⁨John Kirby⁩ وناشر مجهول و11 طرفًا آخر.',
  ],
  [
    'what is read into a document, and a verdict with its label',
    [
      { code: 'read-into', actors: [kirby], document: 'report', title: 'A report' },
      { code: 'rated', actors: [tass], rating: 'false', label: 'Pants on Fire' },
    ],
    'Niemand behauptet es: John Kirby liest es aus „A report“ heraus; ТАСС bewertet es als „falsch“ („Pants on Fire“).',
    'Ніхто цього не стверджує: John Kirby вичитує це з документа «A report»; ТАСС оцінює це так: «неправда» («Pants on Fire»).',
    'لا أحد يقول به: هو تأويل من ⁨John Kirby⁩، والمصدر الوثيقة «⁨A report⁩»؛ تقييم من ⁨ТАСС⁩: «خطأ» («⁨Pants on Fire⁩»).',
  ],
  [
    'those who are only counted, after words that want another case than the nominative',
    [
      { code: 'one-origin', actors: [kirby], basis: 'witnessed', through: [site, { ...site, id: 'other' }] },
      { code: 'denied', actors: [nato], others: 2, through: [site, { ...site, id: 'other' }] },
      { code: 'unknown-publisher', through: [tass], throughOthers: 2 },
      { code: 'withdrawn', actors: [nato], others: 1 },
      { code: 'read-into', actors: [tass], document: 'report', title: 'A report', count: 3 },
    ],
    'Ein Ursprung: John Kirby, aus eigenem Erleben, verbreitet von 2 unbekannten Medien; NATO und 2 weitere Stellen, vertreten durch 2 unbekannte Medien, dementieren; ТАСС und 2 weitere Stellen berufen sich auf ein Dokument, dessen Herausgeber nicht bekannt ist; die Aussage von NATO und einer weiteren Stelle zählt nicht mehr; niemand behauptet es: ТАСС liest es aus „A report“ und 2 weiteren Dokumenten heraus.',
    'Одне першоджерело: John Kirby, за власними спостереженнями (поширення – 2 невідомі видавці); NATO і ще 2, речник – 2 невідомі видавці, це заперечують; ТАСС і ще 2 посилаються на документ, видавець якого невідомий; сказане (NATO і ще 1) більше не враховано; ніхто цього не стверджує: ТАСС вичитує це з документа «A report» і ще 2 документів.',
    'أصل واحد: ⁨John Kirby⁩، عن معاينة مباشرة، نقلًا عبر ناشرين مجهولين؛ نفي من ⁨NATO⁩ وطرفين آخرين على لسان ناشرين مجهولين؛ نقل من ⁨ТАСС⁩ وطرفين آخرين عن وثيقة لا يُعرف ناشرها؛ قول ⁨NATO⁩ وطرف آخر لم يعد يُحتسب؛ لا أحد يقول به: هو تأويل من ⁨ТАСС⁩، والمصدر الوثيقة «⁨A report⁩» ووثيقتان أخريان.',
  ],
])('says in the language of the page what there is: %s', (_what, parts, german, ukrainian, arabic) => {
  expect([said('de', ...parts), said('uk', ...parts), said('ar', ...parts)]).toEqual([german, ukrainian, arabic]);
  expect(said('en', ...parts)).toBe(english);
});

it('isolates a name that runs from right to left in the sentence of the API', () => {
  const parts = [{ code: 'says', actors: [nato, jazeera] }] as const;
  const chosen = words['en'];
  expect(chosen && summaryText({ text: 'NATO and الجزيرة say so.', language: 'en', parts }, chosen)).toBe(
    'NATO and ⁨الجزيرة⁩ say so.',
  );
});

it.each(['de', 'uk', 'ar'])('has words in %s for every code, whatever fills it', (language) => {
  const one = { actors: [nato], through: [kirby], of: [army], document: 'report', title: 'A report', date: '2024' };
  const fillings: readonly Omit<SummaryClause, 'code'>[] = [
    one,
    { ...one, actors: [nato, site], others: 12, subject: 'about', throughOthers: 2, translated: true, quoted: true },
    ...BASES.map((basis) => ({ ...one, subject: 'holder' as const, basis })),
    ...RATINGS.map((rating) => ({ ...one, rating, label: 'A label' })),
    ...[0, 1, 2, 5, 11, 21, 100].map((count) => ({ ...one, count })),
  ];
  for (const code of Object.keys(SUMMARY_CODES) as SummaryCode[]) {
    for (const filling of fillings) {
      const text = said(language, { code, ...filling }, { code: 'no-outcome' });
      expect(text).not.toMatch(/summary\.|sentence\.|undefined|[{}]|\[object|In English| {2}|,,|\(\)/);
    }
  }
});
