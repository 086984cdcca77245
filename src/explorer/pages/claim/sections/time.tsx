import { ActKey } from '../../../components/acts/act-key.js';
import { hasHappened } from '../../../components/acts/timed-act.js';
import { EntryLink } from '../../../components/links.js';
import { StatusBadge } from '../../../components/status.js';
import { useView } from '../../../components/view.js';
import type { ClaimData } from '../load.js';
import { asOfStop, type ClaimTime, type Stop } from '../time/stops.js';
import { Rails } from '../time/rails.js';
import { Slider, Steps } from '../time/slider.js';
import { TimeTexts } from '../time/time-texts.js';
import { Section } from './section.js';
import { isShown } from './shown.js';

/** Both times of everything on record, and the steps from one moment to another. */
export function Time({ data }: { readonly data: ClaimData }) {
  const { words, timeZone } = useView();
  const { time, names } = data;
  const texts = new TimeTexts(
    words,
    timeZone,
    names,
    time.stops.map(({ recordedAt }) => recordedAt),
  );
  const [first] = time.stops;
  if (!first) return null;
  return (
    <Section id="time" title={words.text('timeline.title')}>
      {time.total === 1 ? (
        <p>
          {words.text('timeline.single', {
            what: texts.acts(first),
            time: texts.instant(first.recordedAt),
          })}
        </p>
      ) : (
        <>
          <Steps time={time} />
          <div class="time-drawing">
            <Rails time={time} texts={texts} isShown={isShown(data)} />
            <Slider time={time} texts={texts} />
            <Key time={time} />
          </div>
          <TimeList data={data} texts={texts} />
        </>
      )}
      {time.isCut && <p class="meta">{words.text('timeline.more', { total: time.total })}</p>}
    </Section>
  );
}

/** What the drawing's marks mean, and what it leaves out. */
function Key({ time }: { readonly time: ClaimTime }) {
  const { words } = useView();
  const drawn = time.stops.reduce((sum, { acts }) => sum + acts.length, 0);
  return (
    <>
      {drawn < time.acts && (
        <p class="notice">
          {words.text('timeline.cut', { drawn: time.stops.length, total: time.total, acts: drawn, of: time.acts })}
        </p>
      )}
      <p class="meta time-key">
        <ActKey />
        <span>{words.text('timeline.scale')}</span>
        {time.shown < time.stops.length - 1 && <span>{words.text('timeline.later')}</span>}
      </p>
    </>
  );
}

/** The same as the drawing: its only form on narrow screens. */
function TimeList({ data, texts }: { readonly data: ClaimData; readonly texts: TimeTexts }) {
  const view = useView();
  const { words } = view;
  const { time } = data;
  return (
    <details class="time-list">
      <summary>{words.text('timeline.list')}</summary>
      <ol class="stops">
        {time.stops.map((stop, index) => (
          <li key={stop.index} {...(index === time.shown && { 'aria-current': 'step' })}>
            <p>
              <a href={view.here({ asOf: asOfStop(time, stop) })}>{texts.instant(stop.recordedAt)}</a>{' '}
              {stop.changed && <StatusBadge status={stop.status} rating={stop.rating} />}{' '}
              {index === time.shown && <span class="meta">{words.text('timeline.shown')}</span>}
            </p>
            <Acts stop={stop} data={data} texts={texts} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Acts({ stop, data, texts }: { readonly stop: Stop; readonly data: ClaimData; readonly texts: TimeTexts }) {
  const { words } = useView();
  return (
    <ul>
      {stop.acts.map((act, index) => (
        <li key={index}>
          {'entry' in act.cause ? (
            <EntryLink entry={act.cause.entry} shown={isShown(data)(act.cause.entry)}>
              {texts.act(act)}
            </EntryLink>
          ) : (
            texts.act(act)
          )}
          {hasHappened(act) && (
            <span class="meta">
              {' '}
              {act.occurred ? words.text('time.happened', { time: texts.occurred(act) }) : texts.occurred(act)}
            </span>
          )}
        </li>
      ))}
      {stop.omitted > 0 && <li>{words.text('timeline.omitted', { count: stop.omitted })}</li>}
    </ul>
  );
}
