import type { Tracer, TraceSettings } from './tracer.js';

/**
 * Loads what sends traces, and nothing of it before.
 *
 * @param onTrouble called when traces can't be sent, but rarely
 */
export async function openTracer(settings: TraceSettings, onTrouble: (message: string) => void): Promise<Tracer> {
  const { OtlpTracer } = await import('./otlp-tracer.js');
  return new OtlpTracer(settings, onTrouble);
}
