/** Goes to a field: to its input, or to the first one in it. */
export function focusField(id: string): void {
  const field = document.getElementById(id);
  if (!field) return;
  for (let above = field.closest('details'); above; above = above.parentElement?.closest('details') ?? null) {
    above.open = true;
  }
  const input = field.matches('input, select, textarea, button')
    ? field
    : field.querySelector('input, select, textarea, button');
  (input instanceof HTMLElement ? input : field).focus();
  field.scrollIntoView({ block: 'center' });
}
