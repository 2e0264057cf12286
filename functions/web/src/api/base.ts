const page = new URL('.', document.baseURI);

/** Path below which the page's own addresses are, without a slash at the end. */
export const pagePath = page.pathname.replace(/\/$/, '');

const apiRoot = new URL('../api/v2', page).pathname;

export const apiPath = (path: string): string => apiRoot + path;
