import type {
  UncomparedReason,
  WordChange,
  WordingsView,
  WordingView,
  WordingWithoutEffect,
} from '../../claims/wordings/wordings.views.js';
import { timeInWords } from '../../domain/time-in-words.js';
import { listed } from '../../verification/summary/english-names.js';
import { type Printing, tag } from '../terminal/print-options.js';
import { paragraph, sanitize, type Text } from '../terminal/text-layout.js';
import { ENTRY_WORDS } from './entry-words.js';
import { EXCLUDED } from './rule-explanations.js';

/** Every wording of a claim, with what differs from the one before: `[-removed-]` and `{+added+}`. */
export function wordingsReport({ claim, items, omitted = 0 }: WordingsView, printing: Printing): string {
  const lines = items.flatMap((wording) => ['', ...wordingLines(wording, ownRef(claim), printing)]);
  const left = omitted === 0 ? [] : ['', `${omitted} later entries are left out.`];
  return `${[...lines.slice(1), ...left].join('\n')}\n`;
}

/** An entry of this claim by its id alone. */
const ownRef = (claim: string) => (ref: string) => ref.slice(`${claim}/`.length);

function wordingLines(wording: WordingView, refOf: (ref: string) => string, printing: Printing): string[] {
  const { colors, width } = printing;
  const below = (...text: Text) => paragraph(text, { width, first: '  ', rest: '    ' });
  const { predecessor, difference, uncompared, voided, withoutEffect } = wording;
  const language = wording.language === undefined ? '' : ` (${sanitize(wording.language)})`;
  const id = tag(`[${refOf(wording.entry)}]`, printing);
  const words = wording.source === 'quote' ? `“${wording.text}”` : wording.text;
  return [
    ...paragraph([{ text: heading(wording), style: colors.bold }, language, id], { width, rest: '  ' }),
    ...(voided ? below(`voided by [${refOf(voided.by)}]: ${voided.reason}`) : []),
    ...(withoutEffect === undefined ? [] : below({ text: WITHOUT_EFFECT[withoutEffect], style: colors.yellow })),
    ...below(voided ? { text: words, style: colors.strikethrough } : words),
    ...(predecessor
      ? below(
          { text: `${FOUND[predecessor.link]} [${refOf(predecessor.entry)}]: `, style: colors.dim },
          ...(uncompared === undefined ? [] : [`${UNCOMPARED[uncompared]}: ${predecessor.text}`]),
          ...(difference ?? []).map((part) => changed(part, printing)),
        )
      : []),
    ...(printing.recorded
      ? below({ text: `recorded ${wording.recordedAt} by ${wording.recordedBy}`, style: colors.dim })
      : []),
  ];
}

/** Who worded it, how, and when. */
function heading({ by, onBehalfOf, type, source, occurredAt }: WordingView): string {
  if (source === 'text') return type === 'ClaimRegistered' ? 'The claim' : 'The claim, amended';
  const names = (actors: WordingView['by'] = []) => listed(actors.map(({ name }) => name));
  const behalf = onBehalfOf ? `, on behalf of ${names(onBehalfOf)}` : '';
  const time = occurredAt === undefined ? '' : `, ${timeInWords(occurredAt)}`;
  return `${names(by)}${behalf}, ${source === 'quote' ? 'quoted' : 'as worded'} (${ENTRY_WORDS[type]})${time}`;
}

const FOUND: Readonly<Record<NonNullable<WordingView['predecessor']>['link'], string>> = {
  citation: 'from',
  about: 'about',
  time: 'after',
  claim: 'compared with',
  amendment: 'after',
};

const WITHOUT_EFFECT: Readonly<Record<WordingWithoutEffect, string>> = {
  excluded: `without effect: ${EXCLUDED}`,
  'not-happened': 'without effect: had not happened by then',
  possibly: 'may have happened by then, and decides nothing yet',
};

const UNCOMPARED: Readonly<Record<UncomparedReason, string>> = {
  translation: 'translated',
  'unknown-language': 'not compared, as a language is not on record',
  'too-long': 'not compared, as one is too long',
  'too-different': 'not compared, as they differ too much',
  'page-limit': 'not compared, as there are too many differences',
};

const MARKS = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const;

/** Spaces at the ends stay outside of the marks. */
function changed({ change, text }: WordChange, { colors }: Printing): Text[number] {
  const words = text.trim();
  const before = text.slice(0, text.length - text.trimStart().length);
  const after = text.slice(before.length + words.length);
  const [open, close] = MARKS[change];
  const style = { same: String, removed: colors.red, added: colors.green }[change];
  return { text: words === '' ? text : `${before}${open}${words}${close}${after}`, style };
}
