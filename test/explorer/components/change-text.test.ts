import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { CHANGE_CODES, type ChangeCode, type ChangePart } from '../../../src/claims/story/change-part.js';
import { ChangeText } from '../../../src/explorer/components/change-text.js';
import { setView, View } from '../../../src/explorer/components/view.js';
import { type Language, LANGUAGES } from '../../../src/explorer/words/languages.js';
import { wordsIn } from '../../support/words.js';

type Part = ChangePart<{ readonly id: string; readonly name: string }>;

const names = { documents: { report: 'A report' }, claims: { other: 'Another claim.' } };
const nato = [{ id: 'nato', name: 'NATO' }];
const kirby = [{ id: 'kirby', name: 'John Kirby' }];
const became: Part = { code: 'became', statusBefore: 'unverified', status: 'denied' };

const views = Object.fromEntries(
  (Object.keys(LANGUAGES) as Language[]).map((language) => [
    language,
    new View(wordsIn(language), {}, '/claims/talks', new URLSearchParams(), 'http://127.0.0.1'),
  ]),
);

function rendered(language: string, ...parts: readonly Part[]): string {
  const sentence = { text: 'In English.', language: 'en', parts } as const;
  setView(views[language]);
  return renderToString(h(ChangeText, { sentence, names }));
}
const said = (language: string, ...parts: readonly Part[]) => rendered(language, ...parts).replace(/<[^>]*>/g, '');

it.each<[string, Part, string, string]>([
  [
    'denied',
    { code: 'denied', actors: nato, subject: 'about', through: kirby, extent: 'whole' },
    'NATO, whom it is about, denied it through John Kirby: its state changed from Unverified to Denied.',
    'Dementiert von NATO (selbst betroffen), vertreten durch John Kirby: Der Status wechselt von „Nicht verifiziert“ zu „Dementiert“.',
  ],
  [
    'what another had said, in part',
    { code: 'confirmed', actors: kirby, others: 2, of: nato, extent: 'part' },
    'John Kirby and 2 others confirmed a part of what NATO had said: its state',
    'Bestätigt von John Kirby und 2 weiteren Stellen, bezogen auf einen Teil der Aussagen von NATO: Der Status',
  ],
  [
    'searched',
    { code: 'searched', actors: [...nato, ...kirby], others: 1, found: 'found-nothing' },
    'NATO, John Kirby and another looked for a confirmation, and found nothing: its state',
    'Suche nach einer Bestätigung durch NATO, John Kirby und eine weitere Stelle, nichts gefunden: Der Status',
  ],
  [
    'taken back',
    { code: 'apologized', actors: kirby, behalf: nato, takesBack: 'whole' },
    'John Kirby, for NATO, apologized for it, and took it back whole: its state',
    'Entschuldigung von John Kirby (im Namen von NATO), ganz zurückgenommen: Der Status',
  ],
  [
    'read into a document',
    { code: 'read-into', actors: kirby, document: 'report' },
    'John Kirby read it into A report: its state',
    'Herausgelesen von John Kirby aus A report: Der Status',
  ],
  [
    'asked',
    { code: 'searched', actors: kirby, of: nato, found: 'no-answer' },
    'John Kirby asked NATO, and got no answer: its state',
    'Nachfrage bei NATO durch John Kirby, keine Antwort erhalten: Der Status',
  ],
])('says in the language of the page what changed a state: %s', (_what, part, english, german) => {
  expect(said('en', part, became)).toContain(english);
  expect(said('de', part, became)).toContain(german);
});

it.each<[language: string, part: Part, sentence: string]>([
  ['de', { code: 'resolved', actors: nato, others: 1, outcome: 'came-true' }, 'laut NATO und einer weiteren Stelle:'],
  ['de', { code: 'denied', actors: nato, others: 2, behalf: kirby }, 'von NATO und 2 weiteren Stellen (im Namen von'],
  ['uk', { code: 'denied', actors: nato, others: 2 }, 'NATO і ще 2 – заперечення:'],
  ['ar', { code: 'denied', actors: nato, others: 1 }, 'نفي من NATO وطرف آخر:'],
  ['ar', { code: 'denied', actors: nato, others: 2, subject: 'about' }, 'نفي من NATO وطرفين آخرين (الطرف المعني):'],
  ['ar', { code: 'mandate-changed', actors: nato, others: 2 }, 'تغيّر التفويضات المسجَّلة: NATO وطرفان آخران:'],
])('puts those who are only counted into the case of the sentence: %s, %j', (language, part, sentence) => {
  expect(said(language, part, became)).toContain(sentence);
});

it('leads to actors, documents and claims', () => {
  const html = rendered(
    'de',
    { code: 'on-merged-claim', claim: 'other' },
    { code: 'read-into', actors: nato, document: 'report' },
    became,
  );
  for (const href of ['/claims/other', '/actors/nato', '/documents/report']) expect(html).toContain(`href="${href}"`);
  expect(html).toContain('Another claim.');
});

const CODES = (Object.keys(CHANGE_CODES) as ChangeCode[]).filter((code) => code !== 'became');

it.each(Object.keys(LANGUAGES))(
  'has words in %s for every code, with everything or with nothing that fills it',
  (language) => {
    const most = {
      actors: nato,
      others: 1,
      through: kirby,
      of: kirby,
      credited: kirby,
      claim: 'other',
      date: '2024-04-04',
    };
    for (const code of CODES) {
      for (const more of [{}, most, { ...most, document: 'report', takesBack: 'nothing', found: 'found' }] as const) {
        const text = said(language, { code, ...more }, { code: 'became', status: 'rated', rating: 'false' });
        expect(text).not.toMatch(/sentence\.|undefined|[{}]|\[object|In English/);
        expect(text.length).toBeGreaterThan(15);
      }
    }
  },
);
