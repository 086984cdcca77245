import { Actions } from '../../../components/actions.js';
import { Fact, Facts } from '../../../components/facts.js';
import { ActorLink, ActorLinks, NarrativeLink } from '../../../components/links.js';
import { Occurred } from '../../../components/time.js';
import { useView } from '../../../components/view.js';
import { named } from '../../../api/named.js';
import { kindKey } from '../../../words/vocabulary.js';
import type { ClaimData } from '../load.js';

/** Whom the claim is about, what kind it is, and where it belongs. */
export function About({ data }: { readonly data: ClaimData }) {
  const view = useView();
  const { words } = view;
  const { claim, names } = data;
  const { about, holder, due, topics, narratives, kind } = claim;
  return (
    <>
      <Facts>
        <Fact name={words.text('claims.filter.kind')}>
          <a href={view.href('/claims', { kind })}>{words.text(kindKey(kind))}</a>
        </Fact>
        {holder !== undefined && (
          <Fact name={words.text('claim.holder')}>
            <ActorLink id={holder} name={names.actors[holder]} />
          </Fact>
        )}
        {about.length > 0 && (
          <Fact name={words.text('claim.about')}>
            <ActorLinks actors={named(names.actors, about)} />
          </Fact>
        )}
        {due !== undefined && (
          <Fact name={words.text('claim.due')}>
            <Occurred at={due} />
          </Fact>
        )}
        {narratives.length > 0 && (
          <Fact name={words.text('claim.narratives')}>
            {words.list(
              narratives.map(({ id, title }) => (
                <NarrativeLink key={id} id={id}>
                  {title}
                </NarrativeLink>
              )),
            )}
          </Fact>
        )}
        {topics.length > 0 && (
          <Fact name={words.text('claim.topics')}>
            {words.list(
              topics.map((topic) => (
                <a key={topic} href={view.href('/claims', { topic })} dir="auto">
                  {topic}
                </a>
              )),
            )}
          </Fact>
        )}
      </Facts>
      <Actions actions={[{ text: 'change.addToNarrative', path: `/claims/${claim.id}/narratives/new` }]} />
    </>
  );
}
