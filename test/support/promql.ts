import { parser } from '@prometheus-io/lezer-promql';

/** A metric that an expression selects, with what its labels must be. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly { readonly label: string; readonly operator: string; readonly value: string }[];
}

export interface ReadExpression {
  readonly selectors: readonly Selector[];
  /** The labels that results are grouped by. */
  readonly groupedBy: readonly string[];
}

/** What an expression of PromQL reads. Throws for one that doesn't parse. */
export function readExpression(expression: string): ReadExpression {
  const selectors: { metric: string; matchers: Selector['matchers'][number][] }[] = [];
  const groupedBy: string[] = [];
  let isGrouping = false;
  const matcher = { label: '', operator: '' };
  parser.parse(expression).iterate({
    enter: ({ name, type, from, to }) => {
      const text = expression.slice(from, to);
      if (type.isError) throw new Error(`Not PromQL at ${from}: ${expression}`);
      if (name === 'Identifier') selectors.push({ metric: text, matchers: [] });
      if (name === 'GroupingLabels') isGrouping = true;
      if (name === 'LabelName' && isGrouping) groupedBy.push(text);
      if (name === 'LabelName') matcher.label = text;
      if (name === 'MatchOp') matcher.operator = text;
      if (name === 'StringLiteral') selectors.at(-1)?.matchers.push({ ...matcher, value: text.slice(1, -1) });
    },
    leave: ({ name }) => {
      if (name === 'GroupingLabels') isGrouping = false;
    },
  });
  return { selectors, groupedBy };
}

/** The metrics of a scrape: by name, the values of each of its labels. */
export type Scraped = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

/** Reads Prometheus's text format. */
export function readScrape(text: string): Scraped {
  const metrics = new Map<string, Map<string, Set<string>>>();
  for (const [, name = '', labels = ''] of text.matchAll(/^([a-z_]\w*)(?:\{(.*)\})? \S+$/gm)) {
    const known = metrics.get(name) ?? new Map<string, Set<string>>();
    metrics.set(name, known);
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g)) {
      known.set(label, (known.get(label) ?? new Set()).add(value));
    }
  }
  return metrics;
}

/** Labels that Prometheus adds to every series. */
const OF_THE_SCRAPE = ['job', 'instance'];

/** What an expression reads that this scrape doesn't have: a metric, a label, or a value that would have to be equal. */
export function missingIn(scraped: Scraped, expression: string): string[] {
  const { selectors, groupedBy } = readExpression(expression);
  const missing: string[] = [];
  const labels = new Set(OF_THE_SCRAPE);
  for (const { metric, matchers } of selectors) {
    const known = metric === 'up' ? new Map<string, Set<string>>() : scraped.get(metric);
    if (!known) missing.push(metric);
    for (const label of known?.keys() ?? []) labels.add(label);
    for (const { label, operator, value } of matchers.filter((each) => !OF_THE_SCRAPE.includes(each.label))) {
      const values = [...(known?.get(label) ?? [])];
      // Each alternative must exist, so that none of them is misspelled.
      const wanted = operator.includes('~') ? value.split('|') : [value];
      for (const each of wanted) {
        const isThere = operator.includes('~')
          ? values.some((other) => new RegExp(`^(?:${each})$`).test(other))
          : values.includes(each);
        if (!isThere) missing.push(`${metric}{${label}${operator}"${each}"}`);
      }
    }
  }
  return [...missing, ...groupedBy.filter((label) => !labels.has(label)).map((label) => `by (${label})`)];
}
