const page = new URL('.', document.baseURI);

/** Path below which the page's own addresses are, without a slash at the end. */
export const pagePath = page.pathname.replace(/\/$/, '');

const apiRoot = new URL('../api/v2', page).pathname;

/** Where a resource lies; with an engine, for addresses that nobody knows yet and that do not tell which it is. */
export const apiPath = (path: string, engine?: string): string => (engine ? apiRoot.replace(/v2$/, `${engine}/v2`) : apiRoot) + path;
