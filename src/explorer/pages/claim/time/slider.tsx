import { useRef, useState } from 'preact/hooks';
import { StatusBadge } from '../../../components/status.js';
import { useView } from '../../../components/view.js';
import { PAGING } from '../../../moment/settings.js';
import { asOfStop, type ClaimTime, type Stop } from './stops.js';
import type { TimeTexts } from './time-texts.js';

interface SliderProps {
  readonly time: ClaimTime;
  readonly texts: TimeTexts;
}

/** Chooses a moment: a form that a browser with script sends when the slider stops, and links to the steps around it. */
export function Slider({ time, texts }: SliderProps) {
  const { words, path, query } = useView();
  const [moved, setMoved] = useState<{ readonly within: ClaimTime; readonly to: number }>();
  const asOf = useRef<HTMLInputElement>(null);
  // A position that was chosen on the page of another moment counts no more.
  const at = moved?.within === time ? moved.to : time.shown;
  const stop = time.stops[at];
  if (!stop) return null;
  const show = (form: HTMLFormElement | null, chosen: Stop | undefined): void => {
    if (!form || !asOf.current || !chosen || chosen.index === time.stops[time.shown]?.index) return;
    asOf.current.value = asOfStop(time, chosen) ?? '';
    form.requestSubmit();
  };
  return (
    <form class="time-slider" method="get" action={path} autocomplete="off">
      {[...query]
        .filter(([name]) => ![...PAGING, 'asOf', 'replay'].includes(name))
        .map(([name, value], index) => (
          <input key={index} type="hidden" name={name} value={value} />
        ))}
      <input ref={asOf} type="hidden" name="asOf" value={asOfStop(time, stop) ?? ''} />
      <input
        class="range"
        type="range"
        aria-label={words.text('timeline.slider')}
        aria-valuetext={texts.spoken(stop, time.total)}
        min={0}
        max={time.stops.length - 1}
        step={1}
        value={at}
        onInput={({ currentTarget }) => {
          setMoved({ within: time, to: Number(currentTarget.value) });
        }}
        onChange={({ currentTarget }) => {
          show(currentTarget.form, time.stops[Number(currentTarget.value)]);
        }}
      />
      <p class="stop-shown">
        <span class="meta">
          {words.text('timeline.step', { number: stop.index + 1, total: time.total })}
          {' · '}
          {words.text('timeline.labelOfRecord', {
            act: texts.acts(stop),
            recorded: texts.instant(stop.recordedAt),
          })}
        </span>{' '}
        <StatusBadge status={stop.status} rating={stop.rating} />
      </p>
    </form>
  );
}

/** Links to the first moment, to those before and after, which keys follow, and to now: they work without script. */
export function Steps({ time }: { readonly time: ClaimTime }) {
  const view = useView();
  const { words, settings } = view;
  const { stops, shown } = time;
  const hrefOf = (stop: Stop | undefined) => stop && view.here({ asOf: asOfStop(time, stop) });
  const [first, previous, next] = [shown > 0 ? stops[0] : undefined, stops[shown - 1], stops[shown + 1]];
  return (
    <nav class="time-steps" aria-label={words.text('timeline.steps')}>
      <Step href={hrefOf(first)}>{words.text('timeline.first')}</Step>
      <Step href={hrefOf(previous)} rel="prev">
        {words.text('timeline.before')}
      </Step>
      <Step href={hrefOf(next)} rel="next">
        {words.text('timeline.after')}
      </Step>
      <Step href={settings.asOf === undefined ? undefined : view.here({ asOf: undefined })}>
        {words.text('timeline.last')}
      </Step>
      <span class="meta keys">{words.rich('timeline.keys', { kbd: (key) => <kbd>{key}</kbd> })}</span>
    </nav>
  );
}

interface StepProps {
  /** Undefined if there is nothing further in this direction. */
  readonly href: string | undefined;
  readonly rel?: string;
  readonly children: string;
}

function Step({ href, rel, children }: StepProps) {
  return (
    <a class="step" {...(href === undefined ? { role: 'link', 'aria-disabled': 'true' } : { href, rel })}>
      {children}
    </a>
  );
}
