/**
 * Goes from a form that was recorded to what it has changed: as a whole, since nothing that was loaded before holds any
 * more. The form isn't left behind for the back button, which would show it as if nothing had been recorded; and a page
 * that the browser has kept from before loads itself again.
 */
export function leaveFor(address: string): void {
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) location.reload();
  });
  location.replace(address);
}
