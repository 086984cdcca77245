import type { ComparedClaim } from '../../../replay/comparisons/comparison.views.js';
import { DataLinks } from '../../components/data-links.js';
import { NarrativeLink } from '../../components/links.js';
import { LiveBar } from '../../components/live-bar.js';
import { Pagination } from '../../components/pagination.js';
import { SettingsFields } from '../../components/settings-fields.js';
import { endOf } from '../../components/time.js';
import { useView } from '../../components/view.js';
import type { DateFields } from '../../words/words.js';
import { ChangedClaim } from './changed-claim.js';
import type { ChangesData } from './load.js';

/**
 * What changed between two moments, over all claims: the days, and in each day the claims that changed last on it. Claims
 * that were only registered are apart.
 */
export function ChangesPage({ data }: { readonly data: ChangesData }) {
  const view = useView();
  const { words, timeZone } = view;
  const { from, to, narrative, showsNew, claims, next, isFirst, json, csv } = data;
  const feed = narrative ? `/v1/changes?narrative=${narrative.id}` : '/v1/changes';
  const since = endOf(from, words, timeZone);
  return (
    <div class="changes-page">
      <h1>{words.text('changes.title')}</h1>
      <p class="lead">
        {to === undefined
          ? words.text(showsNew ? 'changes.newUntilNow' : 'changes.untilNow', { from: since })
          : words.text(showsNew ? 'changes.newUntil' : 'changes.until', {
              from: since,
              to: endOf(to, words, timeZone),
            })}
      </p>
      {narrative && (
        <p>
          {words.rich('changes.inNarrative', {
            narrative: <NarrativeLink id={narrative.id}>{narrative.title}</NarrativeLink>,
          })}{' '}
          <a href={view.href('/changes', { from, to, show: shown(showsNew) })}>{words.text('changes.everywhere')}</a>
        </p>
      )}
      <Choice data={data} />
      <Parts data={data} />
      {claims.length === 0 && next === undefined && (
        <p>
          <strong>{words.text(showsNew ? 'changes.noneNew' : 'changes.none')}</strong> {words.text('changes.noneHint')}
        </p>
      )}
      {claims.length === 0 && next !== undefined && <p>{words.text('changes.noneHere')}</p>}
      {byDay(claims, (at) => dayText(at)).map(({ day, items }) => (
        <section key={day} class="day">
          <h2>{day}</h2>
          <ol class="claims">
            {items.map((claim) => (
              <ChangedClaim key={claim.claim} claim={claim} names={data.names} />
            ))}
          </ol>
        </section>
      ))}
      <Pagination
        parameters={{ from, to, narrative: narrative?.id, show: shown(showsNew) }}
        isFirst={isFirst}
        {...(next !== undefined && { next: { cursor: next } })}
      />
      <p class="meta">{words.rich('changes.back', { feed: (text) => <a href="/v1/changes?format=csv">{text}</a> })}</p>
      <LiveBar events={feed} of={showsNew ? 'registrations' : 'changes'} shown={data} />
      <DataLinks json={json} csv={csv} />
    </div>
  );

  function dayText(at: string): string {
    return words.date(new Date(at), DAY, timeZone);
  }
}

const DAY: DateFields = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' };
const NEW = 'new';
const shown = (showsNew: boolean): string | undefined => (showsNew ? NEW : undefined);

/** What changed, or what was registered, each with the way to the other. */
function Parts({ data: { from, to, narrative, showsNew, registered } }: { readonly data: ChangesData }) {
  const view = useView();
  const { words } = view;
  const count = registered.total;
  return (
    <nav class="sorting" aria-label={words.text('changes.parts')}>
      {[false, true].map((isNew) => (
        <a
          key={String(isNew)}
          href={view.href('/changes', { from, to, narrative: narrative?.id, show: shown(isNew) })}
          aria-current={isNew === showsNew ? 'true' : undefined}
        >
          {isNew
            ? words.text(registered.capped ? 'changes.newCapped' : 'changes.new', { count })
            : words.text('changes.changed')}
        </a>
      ))}
    </nav>
  );
}

/** The two moments, as a form, and the usual periods as links. */
function Choice({ data: { from, to, narrative, showsNew, periods } }: { readonly data: ChangesData }) {
  const view = useView();
  const { words, settings, path } = view;
  const { asOf: _asOf, ...kept } = settings;
  return (
    <div class="choice">
      <nav class="sorting" aria-label={words.text('changes.periods')}>
        {periods.map((period) => (
          <a
            key={period.days}
            href={view.href('/changes', { from: period.from, narrative: narrative?.id, show: shown(showsNew) })}
            aria-current={period.from === from ? 'true' : undefined}
          >
            {words.text('changes.last', { days: period.days })}
          </a>
        ))}
      </nav>
      <form class="moments-form" method="get" action={path} key={`${from} ${to ?? ''}`}>
        <SettingsFields settings={kept} />
        {narrative && <input type="hidden" name="narrative" value={narrative.id} />}
        {showsNew && <input type="hidden" name="show" value={NEW} />}
        <label>
          <span>{words.text('changes.fromLabel')}</span>
          <input name="from" defaultValue={from} size={24} aria-describedby="changes-hint" />
        </label>
        <label>
          <span>{words.text('changes.toLabel')}</span>
          <input name="to" defaultValue={to ?? ''} size={24} aria-describedby="changes-hint" />
        </label>
        <button type="submit">{words.text('frame.show')}</button>
        <p id="changes-hint" class="hint">
          {words.text('frame.momentHint')}
        </p>
      </form>
    </div>
  );
}

/** In the order of the claims, which is that of their last changes. */
function byDay(claims: readonly ComparedClaim[], dayOf: (at: string) => string) {
  const days: { readonly day: string; readonly items: ComparedClaim[] }[] = [];
  for (const claim of claims) {
    const last = claim.changes?.at(-1);
    const day = last === undefined ? '' : dayOf(last.recordedAt);
    const current = days.at(-1);
    if (current?.day === day) current.items.push(claim);
    else days.push({ day, items: [claim] });
  }
  return days;
}
