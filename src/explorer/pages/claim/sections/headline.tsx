import type { Reason } from '../../../../verification/policy.js';
import { AddLink } from '../../../components/add-link.js';
import { ActorLink, EntryLink, Foreign } from '../../../components/links.js';
import { Because, StatusBadge } from '../../../components/status.js';
import { Instant, instantText } from '../../../components/time.js';
import { useView, useWords } from '../../../components/view.js';
import { entryTypeKey } from '../../../words/vocabulary.js';
import type { ClaimData } from '../load.js';
import { isShown } from './shown.js';

/** The claim, its state with the reason, and what there is on it. */
export function Headline({ data }: { readonly data: ClaimData }) {
  const words = useWords();
  const { text, language, verification } = data.claim;
  const { status, rating, rule, summary, since, because, totals, policy, possibly } = verification;
  return (
    <header class="headline">
      <h1>
        <Foreign language={language}>{text}</Foreign>
      </h1>
      <p class="summary" lang={summary.language} dir="auto">
        {summary.text}
      </p>
      <div class="verdict">
        <p class="verdict-state">
          <StatusBadge status={status} rating={rating} /> <Because rule={rule} />
        </p>
        {because.length > 0 && (
          <p>
            {words.text('claim.decidedBy')}{' '}
            {words.list(because.map((reason, index) => <ReasonLink key={index} reason={reason} data={data} />))}
            {totals.because > because.length &&
              ` ${words.text('claim.more', { count: totals.because - because.length })}`}
          </p>
        )}
        {possibly.length > 0 && (
          <p>
            {words.text('claim.possibly')}:{' '}
            {words.list(possibly.map((entry) => <EntryReason key={entry} entry={entry} data={data} />))}
          </p>
        )}
        <p class="meta">
          {words.rich('time.since', { time: <Instant at={since} /> })} · {words.text('claim.policy', { policy })}
        </p>
      </div>
      <AddLink claim={data.claim.id} />
    </header>
  );
}

function ReasonLink({ reason, data }: { readonly reason: Reason; readonly data: ClaimData }) {
  const { words, timeZone } = useView();
  if ('entry' in reason) return <EntryReason entry={reason.entry} data={data} />;
  if ('passed' in reason)
    return <>{words.text('claim.dateReason', { time: instantText(reason.passed, words, timeZone) })}</>;
  const { actor, mandate, overlap } = reason;
  return (
    <>
      {words.rich(overlap === true ? 'claim.mandateOverlap' : 'claim.mandateReason', {
        actor: <ActorLink id={actor} name={data.names.actors[actor]} />,
        mandate,
      })}
    </>
  );
}

/** An entry, by whose act it is and of what kind: "NATO (denied)". */
export function EntryReason({ entry, data }: { readonly entry: string; readonly data: ClaimData }) {
  const words = useWords();
  const type = data.names.types[entry];
  const speakers = (data.names.speakers[entry] ?? []).map((id) => data.names.actors[id] ?? id);
  return (
    <EntryLink entry={entry} shown={isShown(data)(entry)}>
      {speakers.length === 0 ? undefined : (
        <>
          {words.list(speakers)}
          {type !== undefined && ` (${words.text(entryTypeKey(type))})`}
        </>
      )}
    </EntryLink>
  );
}
