/** What the service said when it did not do something, or that it could not be reached (status 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, detail: string) {
    super(detail);
    this.name = 'ApiError';
    this.status = status;
    this.type = type;
  }
}
