import { ActTexts } from '../../../components/acts/act-texts.js';
import { othersText } from '../../../words/others.js';
import type { Stop } from './stops.js';

/** Puts acts and stops into words. */
export class TimeTexts extends ActTexts {
  /** The acts of a stop, the first of them by name. */
  acts({ acts, omitted }: Stop): string {
    const named = acts.slice(0, MOST_NAMED).map((act) => this.act(act));
    const count = acts.length - named.length + omitted;
    return [...named, ...othersText(count, this.words, 'entry.others')].join(this.words.text('frame.semicolon'));
  }

  /** The state that begins at a stop. */
  statusFrom(stop: Stop): string {
    return this.words.text('timeline.state', { status: this.status(stop), time: this.instant(stop.recordedAt) });
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
