import type { Act, Citation, Interpreted } from '../../domain/entries.js';
import type { ClaimEvent } from '../claim.events.js';
import { localeOf } from '../../lib/locale.js';
import type { PredecessorLink, WordingSource } from './wordings.views.js';

/** A text of an entry, without the text itself: what the choice of predecessors needs. */
export interface Wording {
  /** The id of the entry. */
  readonly entry: string;
  readonly revision: number;
  readonly source: WordingSource;
  readonly type: ClaimEvent['type'];
  readonly language: string | undefined;
  /** Equal for texts that can be compared; undefined if the language is not on record. */
  readonly languageKey: string | undefined;
  /** The latest moment at which it may have been said; without a date, when it was recorded. */
  readonly time: string;
  /** Whether its entry counts: it isn't voided, and counts under the scenario of the read. */
  readonly counts: boolean;
}

/** A text of an entry. */
export interface WordingText {
  readonly source: WordingSource;
  readonly text: string;
  readonly language?: string;
}

/** Another entry to which an entry leads. */
export interface Lead {
  readonly ref: string;
  readonly link: PredecessorLink;
  readonly isTranslated: boolean;
}

/** The texts of an entry: the claim's own, or a quote and a wording. */
export function textsOf(
  { type, data }: ClaimEvent,
  languageOf: { readonly document: (id: string) => string | undefined; readonly claim: string },
): readonly WordingText[] {
  if (type === 'ClaimRegistered') return [{ source: 'text', text: data.text, language: data.language }];
  if (type === 'ClaimAmended') {
    const { text, language = languageOf.claim } = data;
    return text === undefined ? [] : [{ source: 'text', text, language }];
  }
  const { quote, wording, document } = data as Partial<Act>;
  const language = document === undefined ? undefined : languageOf.document(document);
  return [
    ...(quote ? [{ source: 'quote' as const, text: quote.text, ...(language !== undefined && { language }) }] : []),
    ...(wording ? [{ source: 'wording' as const, ...wording }] : []),
  ];
}

/** The entries to which an act leads: first the one that it is about, then those that it cites, in their order. */
export function leadsOf({ data }: ClaimEvent): readonly Lead[] {
  const { of, cites = [], interprets } = data as { of?: string; cites?: readonly Citation[]; interprets?: Interpreted };
  const cited = [...cites, ...(interprets ? [interprets] : [])];
  return [
    ...(of === undefined ? [] : [{ ref: of, link: 'about' as const, isTranslated: false }]),
    ...cited.flatMap((source) =>
      'entry' in source
        ? [
            {
              ref: source.entry,
              link: 'citation' as const,
              isTranslated: 'translated' in source && source.translated === true,
            },
          ]
        : [],
    ),
  ];
}

/**
 * The same for texts of one language in one script: `en` and `en-GB`, but not `zh-Hans` and `zh-Hant`. Undefined without
 * a language.
 */
export function languageKeyOf(language: string | undefined): string | undefined {
  if (language === undefined) return undefined;
  const { language: name, script } = new Intl.Locale(localeOf(language)).maximize();
  return `${name}-${script ?? ''}`;
}
