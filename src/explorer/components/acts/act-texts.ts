import type { StatusView } from '../../../claims/queries/views.js';
import type { Names } from '../../api/names.js';
import { entryTypeKey, ratingKey, statusKey } from '../../words/vocabulary.js';
import type { Words } from '../../words/words.js';
import { entryName } from '../entry-name.js';
import { instantText, occurredText } from '../time.js';
import { writtenInterval } from './occurred-text.js';
import { hasHappened, type TimedAct } from './timed-act.js';

/** Puts acts and states into words. */
export class ActTexts {
  /** Whether minutes alone would give neighbours the same text. */
  private readonly precise: boolean;

  /** @param times the instants that are put into words next to each other */
  constructor(
    protected readonly words: Words,
    protected readonly timeZone: string,
    protected readonly names: Names,
    times: readonly string[],
  ) {
    const minutes = times.map((time) => time.slice(0, 'YYYY-MM-DDTHH:MM'.length));
    this.precise = new Set(minutes).size < minutes.length;
  }

  /** "NATO: denied". */
  act({ cause, type }: TimedAct): string {
    const { words, names } = this;
    if ('passed' in cause) return words.text('timeline.passed', { time: this.instant(cause.passed) });
    if ('actor' in cause) return words.text('timeline.actor', { actor: names.actors[cause.actor] ?? cause.actor });
    if ('document' in cause) {
      return words.text('timeline.document', { document: names.documents[cause.document] ?? cause.document });
    }
    if (type === undefined) return entryName(cause.entry, names, words, this.timeZone);
    const what = words.text(entryTypeKey(type));
    const who = (names.speakers[cause.entry] ?? []).map((id) => names.actors[id] ?? id);
    if (who.length > 0) return words.text('timeline.act', { who: words.listText(who), what });
    return names.voided[cause.entry] === undefined ? what : entryName(cause.entry, names, words, this.timeZone);
  }

  /** The act with both times. */
  label(act: TimedAct, recordedAt: string): string {
    const recorded = this.instant(recordedAt);
    if (!hasHappened(act)) return this.words.text('timeline.labelOfRecord', { act: this.act(act), recorded });
    return this.words.text('timeline.label', { act: this.act(act), occurred: this.occurred(act), recorded });
  }

  occurred({ occurred }: Pick<TimedAct, 'occurred'>): string {
    if (!occurred) return this.words.text('timeline.undated');
    return occurredText(writtenInterval(occurred), this.words, this.timeZone);
  }

  instant(at: string): string {
    return instantText(at, this.words, this.timeZone, this.precise);
  }

  status({ status, rating }: StatusView): string {
    if (rating === undefined) return this.words.text(statusKey(status));
    return this.words.text('state.rated', { rating: this.words.text(ratingKey(rating)) });
  }
}
