import { ClaimLink, Foreign } from '../../../components/links.js';
import { StatusBadge } from '../../../components/status.js';
import { useWords } from '../../../components/view.js';
import type { ClaimData } from '../load.js';

/** Registered claims that may say the same, or nearly. */
export function Similar({ data: { similar } }: { readonly data: ClaimData }) {
  const words = useWords();
  if (similar.length === 0) return null;
  return (
    <details class="similar">
      <summary>{words.text('claim.similar', { count: similar.length })}</summary>
      <ul>
        {similar.map(({ id, text, language, status, rating }) => (
          <li key={id}>
            <ClaimLink id={id}>
              <Foreign language={language}>{text}</Foreign>
            </ClaimLink>{' '}
            <StatusBadge status={status} rating={rating} />
          </li>
        ))}
      </ul>
    </details>
  );
}
