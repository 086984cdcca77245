import type { Scenario } from '../../domain/scenario.js';
import type { FoldedEntry } from '../projection/claim-fold.js';
import { ClaimReader } from '../projection/claim-reader.js';
import { asOf, type ReferenceData } from '../projection/reference-data.js';
import { Exclusions } from './exclusions.js';

/** Reads claims from their rows under a scenario. */
export class ScenarioReader extends ClaimReader {
  private readonly excludedRefs = new Set<string>();
  private under: { readonly scenario: Scenario; readonly exclusions: Exclusions } | undefined;

  override get excluded(): ReadonlySet<string> {
    return this.excludedRefs;
  }

  override get validAt(): string | undefined {
    return this.under?.scenario.validAt;
  }

  /** From here on, the claims are read under this scenario. */
  use(scenario: Scenario, references: ReferenceData): void {
    this.clear();
    this.under = { scenario, exclusions: new Exclusions(scenario, references) };
  }

  /** Forgets which entries were excluded so far. */
  clear(): void {
    this.excludedRefs.clear();
  }

  excludesActor(id: string): boolean {
    return this.under?.exclusions.excludesActor(id) === true;
  }

  override entries(id: string): FoldedEntry[] {
    const { under } = this;
    const entries = super.entries(id);
    if (!under) return entries;
    return entries.filter(asOf(under.scenario.asOf)).map((entry) => {
      const left = under.exclusions.apply(id, entry);
      if (left.isExcluded) this.excludedRefs.add(`${id}/${entry.event.data.id}`);
      return left;
    });
  }
}
