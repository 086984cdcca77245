import type { Names } from '../../../api/names.js';
import { instantText, occurredText } from '../../../components/time.js';
import { entryTypeKey, ratingKey, statusKey } from '../../../words/vocabulary.js';
import type { StatusView } from '../../../../claims/queries/views.js';
import type { Words } from '../../../words/words.js';
import type { Stop, TimedAct } from './stops.js';
import { hasHappened } from './occurred-scale.js';
import { writtenInterval } from './occurred-text.js';

/** Puts acts and stops into words. */
export class TimeTexts {
  /** Whether minutes alone would give neighbours the same text. */
  private readonly precise: boolean;

  constructor(
    private readonly words: Words,
    private readonly timeZone: string,
    private readonly names: Names,
    stops: readonly Stop[],
  ) {
    const minutes = stops.map(({ recordedAt }) => recordedAt.slice(0, 'YYYY-MM-DDTHH:MM'.length));
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
    const what = type === undefined ? cause.entry : words.text(entryTypeKey(type));
    const who = (names.speakers[cause.entry] ?? []).map((id) => names.actors[id] ?? id);
    if (who.length > 0) return words.text('timeline.act', { who: words.listText(who), what });
    const id = cause.entry.slice(cause.entry.indexOf('/') + 1);
    return type === undefined || type === 'ClaimRegistered' ? what : words.text('timeline.act', { who: id, what });
  }

  /** The acts of a stop, the first of them by name. */
  acts({ acts, omitted }: Stop): string {
    const named = acts.slice(0, MOST_NAMED).map((act) => this.act(act));
    const count = acts.length - named.length + omitted;
    return [...named, ...(count > 0 ? [this.words.text('timeline.andMore', { count })] : [])].join('; ');
  }

  /** The act with both times. */
  label(act: TimedAct, recordedAt: string): string {
    const recorded = this.instant(recordedAt);
    if (!hasHappened(act)) return this.words.text('timeline.labelOfRecord', { act: this.act(act), recorded });
    return this.words.text('timeline.label', { act: this.act(act), occurred: this.occurred(act), recorded });
  }

  occurred({ occurred }: TimedAct): string {
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

  /** What a slider says of a stop. */
  spoken(stop: Stop, total: number): string {
    return this.words.text('timeline.spoken', {
      number: stop.index + 1,
      total,
      what: this.acts(stop),
      time: this.instant(stop.recordedAt),
      status: this.status(stop),
    });
  }
}

const MOST_NAMED = 3;
