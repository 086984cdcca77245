/** Goes to an address as a link to it does: to a page of the explorer without a reload. */
export function follow(address: string): void {
  const link = Object.assign(document.createElement('a'), { href: address });
  // Clicks are heard on the document.
  document.body.append(link);
  link.click();
  link.remove();
}
