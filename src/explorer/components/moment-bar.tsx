import { path as pathTo } from '../api/path.js';
import { address, isPast, NOW, PAGING, SETTINGS, type Settings } from '../moment/settings.js';
import type { Words } from '../words/words.js';
import { SettingsFields } from './settings-fields.js';
import { momentText } from './time.js';
import { useView } from './view.js';

/** Which moment the page shows, on both axes, and how to choose another. A past one is marked as such. */
export function MomentBar() {
  const view = useView();
  const { words, settings } = view;
  const past = isPast(settings);
  return (
    <section class={past ? 'moment past' : 'moment'} aria-label={words.text('frame.moment')}>
      <div class="moment-shown">
        {past ? (
          <>
            {settings.replay === undefined ? (
              <>
                <strong>{words.text('frame.past')}</strong> <span>{pastText(settings, words, view.timeZone)}</span>
              </>
            ) : (
              <span>
                {words.rich('frame.replay', {
                  strong: (text) => <strong>{text}</strong>,
                  replay: (
                    <a href={address(pathTo`/replays/${settings.replay}`, withoutMoment(settings))} dir="auto">
                      {view.replayName ?? settings.replay}
                    </a>
                  ),
                })}
              </span>
            )}{' '}
            <a href={view.here(NOW)}>{words.text('frame.backToNow')}</a>
          </>
        ) : (
          <span>{words.text('frame.now')}</span>
        )}
      </div>
      <details>
        <summary>{words.text('frame.choose')}</summary>
        <MomentForm />
      </details>
    </section>
  );
}

const withoutMoment = ({ asOf: _asOf, validAt: _validAt, replay: _replay, ...kept }: Settings): Settings => kept;

/** Leads to the same page at another moment. */
function MomentForm() {
  const { words, settings, path, query, latest } = useView();
  const kept = withoutMoment(settings);
  const left: readonly string[] = [...SETTINGS, ...PAGING, ...(latest === undefined ? [] : [latest])];
  const others = [...query].filter(([name]) => !left.includes(name));
  return (
    <form method="get" action={path} key={`${settings.asOf ?? ''} ${settings.validAt ?? ''}`}>
      {others.map(([name, value], index) => (
        <input key={index} type="hidden" name={name} value={value} />
      ))}
      <SettingsFields settings={kept} />
      <label>
        <span>{words.text('frame.asOfLabel')}</span>
        <input name="asOf" defaultValue={settings.asOf ?? ''} aria-describedby="moment-hint" size={24} />
      </label>
      <label>
        <span>{words.text('frame.validAtLabel')}</span>
        <input name="validAt" defaultValue={settings.validAt ?? ''} aria-describedby="moment-hint" size={24} />
      </label>
      <button type="submit">{words.text('frame.show')}</button>
      <p id="moment-hint" class="hint">
        {words.text('frame.momentHint')}
      </p>
    </form>
  );
}

function pastText({ asOf, validAt }: Settings, words: Words, timeZone: string): string {
  const known = asOf === undefined ? undefined : words.text('frame.asOf', { time: momentText(asOf, words, timeZone) });
  const had =
    validAt === undefined ? undefined : words.text('frame.validAt', { time: momentText(validAt, words, timeZone) });
  if (known !== undefined && had !== undefined) return words.text('frame.pastBoth', { asOf: known, validAt: had });
  return known ?? had ?? '';
}
