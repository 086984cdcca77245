import { ClaimLink, Foreign } from '../../../components/links.js';
import { useWords } from '../../../components/view.js';
import { relationKey } from '../../../words/vocabulary.js';
import type { ClaimData } from '../load.js';
import { Section } from './section.js';

const SHOWN = 50;

/** Other claims to which this one is linked. */
export function Links({ data: { claim, names } }: { readonly data: ClaimData }) {
  const words = useWords();
  const links = claim.links.slice(0, SHOWN);
  if (links.length === 0) return null;
  return (
    <Section id="links" title={words.text('claim.links')}>
      <ul class="links">
        {links.map(({ relation, direction, claim: other, entry, withoutEffect }) => (
          <li key={entry}>
            <span class="meta">
              {words.text(relationKey(relation, direction))}
              {withoutEffect !== undefined && words.text('frame.comma') + words.text('claim.kindsDiffer')}
            </span>{' '}
            <ClaimLink id={other}>
              <Foreign>{names.claims[other] ?? other}</Foreign>
            </ClaimLink>
          </li>
        ))}
      </ul>
      {claim.links.length > SHOWN && <p>{words.text('claim.more', { count: claim.links.length - SHOWN })}</p>}
    </Section>
  );
}
