import type { Reason } from '../../../../verification/policy.js';
import { AddLink } from '../../../components/add-link.js';
import { EntryNameLink, EntryNameLinks } from '../../../components/entry-name.js';
import { ActorLink, Foreign, PolicyLink } from '../../../components/links.js';
import { Because, StatusBadge } from '../../../components/status.js';
import { Instant, instantText } from '../../../components/time.js';
import { useView, useWords } from '../../../components/view.js';
import type { ClaimData } from '../load.js';
import { othersText } from '../../../words/others.js';
import { isOpposing } from './deciding.js';
import { isShown } from './shown.js';

/** The claim, its state with the reason, and what there is on it. */
export function Headline({ data }: { readonly data: ClaimData }) {
  const words = useWords();
  const { text, language, verification } = data.claim;
  const { status, rating, rule, since, because, totals, policy, possibly } = verification;
  const opposes = (reason: Reason) => 'entry' in reason && isOpposing(data, reason.entry);
  const reasons = (opposing: boolean, others: number) =>
    words.list([
      ...because.flatMap((reason, index) =>
        opposes(reason) === opposing ? <ReasonLink {...{ reason, principal: data.principals[index], data }} /> : [],
      ),
      ...othersText(others, words, 'claim.otherReasons'),
    ]);
  return (
    <header class="headline">
      <h1>
        <Foreign language={language}>{text}</Foreign>
      </h1>
      <p class="summary">{data.summary}</p>
      <div class="verdict">
        <p class="verdict-state">
          <StatusBadge status={status} rating={rating} /> <Because rule={rule} />
        </p>
        {because.length > 0 && (
          <p>
            {words.text('claim.decidedBy')} {reasons(false, totals.because - because.length)}
          </p>
        )}
        {because.some(opposes) && (
          <p>
            {words.text('claim.opposedBy')} {reasons(true, 0)}
          </p>
        )}
        {possibly.length > 0 && (
          <p>
            {words.text('claim.possibly')}:{' '}
            <EntryNameLinks entries={possibly} names={data.names} isShown={isShown(data)} />
          </p>
        )}
        <p class="meta">
          {words.rich('time.since', { time: <Instant at={since} /> })} ·{' '}
          {words.rich('claim.policy', { policy: <PolicyLink policy={policy} /> })}
        </p>
      </div>
      <AddLink claim={data.claim.id} />
    </header>
  );
}

interface ReasonLinkProps {
  readonly reason: Reason;
  /** Of a mandate: for whom it is. */
  readonly principal: string | null | undefined;
  readonly data: ClaimData;
}

function ReasonLink({ reason, principal, data }: ReasonLinkProps) {
  const { words, timeZone } = useView();
  if ('entry' in reason)
    return <EntryNameLink entry={reason.entry} names={data.names} shown={isShown(data)(reason.entry)} />;
  if ('passed' in reason)
    return <>{words.text('claim.dateReason', { time: instantText(reason.passed, words, timeZone) })}</>;
  const { actors } = data.names;
  const actor = <ActorLink id={reason.actor} name={actors[reason.actor]} />;
  const mandate =
    typeof principal !== 'string'
      ? words.rich('claim.mandateOf', { actor })
      : words.rich('claim.mandateReason', { actor, whom: <ActorLink id={principal} name={actors[principal]} /> });
  return <>{reason.overlap === true ? words.rich('claim.mandateOverlap', { mandate }) : mandate}</>;
}
