import type { ListedClaim } from '../api/listed-claim.js';
import { ClaimLink, Foreign } from './links.js';
import { MarkedText } from './marked-text.js';
import { StatusBadge } from './status.js';
import { Instant } from './time.js';
import { useWords } from './view.js';

/** Claims: text, state, what there is in one sentence, and since when. */
export function ClaimList({ claims }: { readonly claims: readonly ListedClaim[] }) {
  const words = useWords();
  return (
    <ol class="claims">
      {claims.map(({ id, text, language, status, rating, since, summary, matches }) => (
        <li key={id} class="claim-item">
          <p class="claim-text">
            <ClaimLink id={id}>
              <Foreign language={language}>{text}</Foreign>
            </ClaimLink>
          </p>
          <p class="claim-state">
            <StatusBadge status={status} rating={rating} />{' '}
            <span class="meta">{words.rich('time.since', { time: <Instant at={since} /> })}</span>
          </p>
          <p class="summary">{summary}</p>
          {matches && <Matches matches={matches} />}
        </li>
      ))}
    </ol>
  );
}

/** Where else than in its text the search found the claim. */
function Matches({ matches }: { readonly matches: NonNullable<ListedClaim['matches']> }) {
  const words = useWords();
  const elsewhere = matches.filter((match) => match.in !== 'claims').slice(0, 3);
  if (elsewhere.length === 0) return null;
  return (
    <ul class="matches">
      {elsewhere.map((match, index) => (
        <li key={index}>
          <span class="meta">
            {words.text('claims.match')} {words.text(`claims.in.${match.in}`)}:
          </span>{' '}
          <MarkedText text={match.text} marks={match.marks} />
        </li>
      ))}
    </ul>
  );
}
