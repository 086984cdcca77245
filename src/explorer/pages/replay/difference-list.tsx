import type { ComparedClaim, ComparedStatus } from '../../../replay/comparisons/comparison.views.js';
import type { Names } from '../../api/names.js';
import { path } from '../../api/path.js';
import { EntryNameLinks } from '../../components/entry-name.js';
import { Foreign } from '../../components/links.js';
import { Pagination } from '../../components/pagination.js';
import { Because, StatusBadge } from '../../components/status.js';
import { useView } from '../../components/view.js';
import { type Differences, MAX_ENTRIES, type ReplayData } from './load.js';

const AGAINST = ['now', 'then'] as const;

/** The claims that differ from what the ledger says, each with both states and what makes the difference. */
export function DifferenceList({
  data: { replay, against, names },
  differences: { claims, next, isFirst },
}: {
  readonly data: ReplayData;
  readonly differences: Differences;
}) {
  const view = useView();
  const { words } = view;
  const parameters = { against: against === 'now' ? undefined : against };
  return (
    <section aria-labelledby="differences">
      <h2 id="differences">{words.text('replay.differences')}</h2>
      <nav class="sorting" aria-label={words.text('replay.against')}>
        <span class="meta">{words.text('replay.against')}</span>
        {AGAINST.map((each) => (
          <a
            key={each}
            href={view.href(view.path, { against: each === 'now' ? undefined : each })}
            aria-current={each === against ? 'true' : undefined}
          >
            {words.text(`replay.against.${each}`)}
          </a>
        ))}
      </nav>
      {claims.length === 0 && <p>{words.text(next === undefined ? 'replay.same' : 'replay.noneHere')}</p>}
      {claims.length > 0 && isFirst && next === undefined && (
        <p>{words.text('replay.differ', { count: claims.length })}</p>
      )}
      <ol class="claims">
        {claims.map((claim) => (
          <Difference key={claim.claim} compared={claim} replay={replay.id} names={names} />
        ))}
      </ol>
      <Pagination parameters={parameters} isFirst={isFirst} {...(next !== undefined && { next: { cursor: next } })} />
    </section>
  );
}

interface DifferenceProps {
  readonly compared: ComparedClaim;
  readonly replay: string;
  readonly names: Names;
}

/** The first side of the comparison is the replay, and the second one the ledger. */
function Difference({ compared, replay, names }: DifferenceProps) {
  const view = useView();
  const { words } = view;
  const { claim, text, before: under, after: ledger } = compared;
  const page = path`/claims/${claim}`;
  return (
    <li class="claim-item">
      <p class="claim-text">
        <a href={view.href(page)}>
          <Foreign>{text}</Foreign>
        </a>
      </p>
      <dl class="facts">
        <State name={words.text('replay.inLedger')} state={ledger} href={view.href(page)} />
        <State name={words.text('replay.under')} state={under} href={view.under(replay, page)} />
      </dl>
      <Counting name={words.text('replay.onlyLedger')} entries={compared.countOnlyAfter} names={names} />
      <Counting name={words.text('replay.onlyUnder')} entries={compared.countOnlyBefore} names={names} />
    </li>
  );
}

interface StateProps {
  readonly name: string;
  readonly state: ComparedStatus | undefined;
  readonly href: string;
}

function State({ name, state, href }: StateProps) {
  const { words } = useView();
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {state ? (
          <>
            <StatusBadge status={state.status} rating={state.rating} /> <Because rule={state.rule} />{' '}
            <a href={href}>{words.text('replay.read')}</a>
          </>
        ) : (
          words.text('replay.absent')
        )}
      </dd>
    </div>
  );
}

interface CountingProps {
  readonly name: string;
  readonly entries?: readonly string[] | undefined;
  readonly names: Names;
}

/** Entries that count on one side only. */
function Counting({ name, entries = [], names }: CountingProps) {
  if (entries.length === 0) return null;
  return (
    <p class="meta">
      {name}{' '}
      <EntryNameLinks entries={entries.slice(0, MAX_ENTRIES)} others={entries.length - MAX_ENTRIES} names={names} />
    </p>
  );
}
