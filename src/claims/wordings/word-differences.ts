import { diffWords } from 'diff';
import { localeOf } from '../../lib/locale.js';
import type { UncomparedReason, WordChange } from './wordings.views.js';

/** Longer texts are not compared: splitting them into words takes more than linear time. */
export const MAX_COMPARED_LENGTH = 2_000;
/** Texts that differ in more words than this are not compared. */
export const MAX_CHANGED_WORDS = 150;
/** A comparison takes time in proportion to the square of the words that differ. This is the most for one answer. */
const MAX_WORK = 250_000;

export type Comparison = { readonly difference: readonly WordChange[] } | { readonly uncompared: UncomparedReason };

/** Compares texts by words, up to a fixed amount of work. The result depends on the texts only, never on the time. */
export class WordDifferences {
  private work = 0;
  private readonly segmenters = new Map<string, Intl.Segmenter>();

  /** @param language of both, which decides where a word ends */
  between(before: string, after: string, language: string): Comparison {
    if (Math.max(before.length, after.length) > MAX_COMPARED_LENGTH) return { uncompared: 'too-long' };
    if (this.work >= MAX_WORK) return { uncompared: 'page-limit' };
    const options = { intlSegmenter: this.segmenter(language), maxEditLength: MAX_CHANGED_WORDS };
    const parts = diffWords(before, after, options);
    const changed = parts?.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0);
    this.work += (changed ?? MAX_CHANGED_WORDS) ** 2;
    if (parts === undefined) return { uncompared: 'too-different' };
    return {
      difference: parts.map(({ added, removed, value }) => ({
        change: added ? 'added' : removed ? 'removed' : 'same',
        text: value,
      })),
    };
  }

  private segmenter(language: string): Intl.Segmenter {
    const known = this.segmenters.get(language);
    if (known) return known;
    const made = new Intl.Segmenter(localeOf(language), { granularity: 'word' });
    this.segmenters.set(language, made);
    return made;
  }
}
