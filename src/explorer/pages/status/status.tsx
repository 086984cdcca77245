import type { InstanceStatus } from '../../../operations/operations.views.js';
import { path } from '../../api/path.js';
import { browserApi } from '../../browser/browser-api.js';
import { useLatest } from '../../browser/use-latest.js';
import { DataLinks } from '../../components/data-links.js';
import { Fact, Facts } from '../../components/facts.js';
import { PolicyLink } from '../../components/links.js';
import { Instant } from '../../components/time.js';
import { useView, useWords } from '../../components/view.js';
import { readStatus, type StatusData } from './load.js';

const EVERY_MS = 5_000;
const readAgain = () => readStatus(browserApi);

/** How this server is: whether what can be read here is all there is, and if not, what is missing. */
export function StatusPage({ data: shown }: { readonly data: StatusData }) {
  const words = useWords();
  const { data, isSilent } = useLatest(shown, readAgain, EVERY_MS);
  const { status, version } = data;
  return (
    <article class="noun status-page">
      <h1>{words.text('status.title')}</h1>
      <div role="status">
        {isSilent && <p class="notice">{words.text('status.silent')}</p>}
        <Health status={status} />
      </div>
      <Facts>
        <Fact name={words.text('status.until')}>
          {status.recordedUntil === undefined ? (
            words.text('status.unknown')
          ) : (
            <Instant at={status.recordedUntil} precise />
          )}
        </Fact>
        {status.lag !== undefined && (
          <Fact name={words.text('status.lag')}>{words.text('status.seconds', { count: Math.round(status.lag) })}</Fact>
        )}
        <Fact name={words.text('status.lastEvent')}>
          {status.lastEventAt === undefined ? words.text('status.none') : <Instant at={status.lastEventAt} precise />}
        </Fact>
        {status.position !== null && (
          <Fact name={words.text('status.position')}>
            <span class="id">{status.position}</span>
          </Fact>
        )}
        <Fact name={words.text('status.log')}>
          {words.text(`status.log.${status.log.kind}`)}
          {words.text('frame.comma')}
          {words.text(status.log.reachable ? 'status.reachable' : 'status.unreachable')}
        </Fact>
        <LastFailure failure={status.log.appendFailure} />
        <Fact name={words.text('status.policy')}>
          <PolicyLink policy={status.readModel.policy} />
        </Fact>
        <Fact name={words.text('status.version')}>
          <span class="id">{version}</span>
        </Fact>
      </Facts>
      <Rebuild status={status} />
      <Parked status={status} />
      <p class="hint">{words.text('status.live')}</p>
      <DataLinks json="/v1/status" />
    </article>
  );
}

/** The most important first. */
function Health({ status: { log, caughtUp, parked, failure } }: { readonly status: InstanceStatus }) {
  const words = useWords();
  const isWell = log.reachable && log.writable && caughtUp && failure === undefined;
  return (
    <>
      {isWell && parked.length === 0 && <p class="lead">{words.text('status.well')}</p>}
      {!log.reachable && <p class="notice">{words.text('status.noLog')}</p>}
      {log.reachable && !log.writable && log.appendFailure && (
        <p class="notice">
          {words.rich('status.unwritable', { time: <Instant at={log.appendFailure.since} precise /> })}{' '}
          <span lang="en">{log.appendFailure.reason}</span>
        </p>
      )}
      {log.reachable && !caughtUp && <p class="notice">{words.text('status.behind')}</p>}
      {failure !== undefined && (
        <p class="notice">
          {words.text('status.failure')} <span lang="en">{failure}</span>
        </p>
      )}
      {parked.length > 0 && <p class="notice">{words.text('status.parked', { count: parked.length })}</p>}
    </>
  );
}

/** When recording failed last, and since when it works again. */
function LastFailure({ failure }: { readonly failure: InstanceStatus['log']['appendFailure'] }) {
  const words = useWords();
  if (failure?.until === undefined) return null;
  const { since, until, reason } = failure;
  return (
    <Fact name={words.text('status.lastFailure')}>
      {words.rich('status.failedFrom', {
        since: <Instant at={since} precise />,
        until: <Instant at={until} precise />,
      })}{' '}
      <span lang="en">{reason}</span>
    </Fact>
  );
}

function Rebuild({ status: { rebuild } }: { readonly status: InstanceStatus }) {
  const words = useWords();
  if (!rebuild || rebuild.state === 'done') return null;
  const { state, events, estimatedEvents, eventsPerSecond, secondsLeft } = rebuild;
  return (
    <section aria-labelledby="rebuild">
      <h2 id="rebuild">{words.text('status.rebuild')}</h2>
      <p>
        {words.text(`status.rebuild.${state}`)} {words.text('status.events', { count: events })}
        {state === 'running' && (
          <>
            {' '}
            {words.text('status.speed', { count: Math.round(eventsPerSecond) })}{' '}
            {secondsLeft !== undefined && words.text('status.left', { count: Math.round(secondsLeft) })}
          </>
        )}
      </p>
      {state === 'running' && estimatedEvents !== undefined && (
        <progress value={events} max={Math.max(estimatedEvents, 1)} aria-label={words.text('status.rebuild')} />
      )}
    </section>
  );
}

/** What has pages of its own among the streams. */
const PAGES: Readonly<Record<string, string>> = {
  claim: 'claims',
  actor: 'actors',
  document: 'documents',
  narrative: 'narratives',
};

/** Streams with an event that can't be processed: their claims are shown without what followed. */
function Parked({ status: { parked } }: { readonly status: InstanceStatus }) {
  const view = useView();
  const { words } = view;
  if (parked.length === 0) return null;
  return (
    <section aria-labelledby="parked">
      <h2 id="parked">{words.text('status.parkedTitle')}</h2>
      <ul>
        {parked.map(({ stream, revision, error, since }) => {
          const dash = stream.indexOf('-');
          const list = PAGES[stream.slice(0, dash)];
          const id = stream.slice(dash + 1);
          return (
            <li key={stream}>
              {list === undefined ? (
                <span class="id">{stream}</span>
              ) : (
                <a class="id" href={view.href(`/${list}${path`/${id}`}`)}>
                  {stream}
                </a>
              )}{' '}
              <span class="meta">
                {words.rich('status.parkedSince', { revision: words.number(revision), time: <Instant at={since} /> })}
              </span>{' '}
              <span lang="en">{error}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
