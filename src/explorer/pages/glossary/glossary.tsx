import type { ComponentChildren } from 'preact';
import { anchorOfStatus, StatusBadge } from '../../components/status.js';
import { useView } from '../../components/view.js';
import {
  actorKindKey,
  basisKey,
  entryTypeKey,
  kindKey,
  originKey,
  reasonKey,
  statusMeansKey,
} from '../../words/vocabulary.js';
import { ACTOR_KINDS, BASES, CLAIM_KINDS, ENTRY_TYPES, ORIGINS, REASONS, STATUSES, TERMS } from './lists.js';

/** What the words of the pages mean. */
export function GlossaryPage() {
  const view = useView();
  const { words } = view;
  return (
    <article class="noun glossary-page">
      <h1>{words.text('glossary.title')}</h1>
      <p class="lead">{words.text('glossary.lead')}</p>
      <Meanings
        id="terms"
        title={words.text('glossary.terms')}
        items={TERMS.map((term) => ({
          id: `term-${term}`,
          name: words.text(`glossary.term.${term}`),
          means: words.text(`glossary.means.${term}`),
        }))}
      />
      <Meanings
        id="statuses"
        title={words.text('glossary.statuses')}
        items={STATUSES.map((status) => ({
          id: anchorOfStatus(status),
          name: <StatusBadge status={status} />,
          means: words.text(statusMeansKey(status)),
        }))}
      />
      <section aria-labelledby="rules">
        <h2 id="rules">{words.text('glossary.rules')}</h2>
        <p>{words.rich('glossary.rulesText', { rules: (text) => <a href={view.href('/about/policy')}>{text}</a> })}</p>
      </section>
      <Meanings
        id="kinds"
        title={words.text('glossary.kinds')}
        items={CLAIM_KINDS.map((kind) => ({
          id: `kind-${kind}`,
          name: words.text(kindKey(kind)),
          means: words.text(`glossary.kind.${kind}`),
        }))}
      />
      <Meanings
        id="entries"
        title={words.text('glossary.entries')}
        items={ENTRY_TYPES.map((type) => ({
          id: `type-${type}`,
          name: words.text(entryTypeKey(type)),
          means: words.text(`glossary.type.${type}`),
        }))}
      />
      <Meanings
        id="actors"
        title={words.text('glossary.actors')}
        items={ACTOR_KINDS.map((kind) => ({
          id: `actor-${kind}`,
          name: words.text(actorKindKey(kind)),
          means: words.text(`glossary.actor.${kind}`),
        }))}
      />
      <Values
        id="bases"
        title={words.text('glossary.bases')}
        items={BASES.map((basis) => words.text(basisKey(basis)))}
      />
      <Values
        id="origins"
        title={words.text('glossary.origins')}
        items={ORIGINS.map((nature) => words.text(originKey(nature)))}
      />
      <Values
        id="reasons"
        title={words.text('glossary.reasons')}
        lead={words.text('glossary.reasonsLead')}
        items={REASONS.map((reason) => words.text(reasonKey(reason)))}
      />
    </article>
  );
}

interface MeaningsProps {
  readonly id: string;
  readonly title: string;
  readonly items: readonly { readonly id: string; readonly name: ComponentChildren; readonly means: string }[];
}

/** Words with their meanings, each with an address of its own. */
function Meanings({ id, title, items }: MeaningsProps) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <dl class="facts">
        {items.map((item) => (
          <div key={item.id} id={item.id}>
            <dt>{item.name}</dt>
            <dd>{item.means}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Values whose words explain themselves. */
function Values({ id, title, lead, items }: { id: string; title: string; lead?: string; items: readonly string[] }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead !== undefined && <p>{lead}</p>}
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  );
}
