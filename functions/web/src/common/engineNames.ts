import type { InstanceKey } from '../api/types';

/** How the engines call themselves. */
export const engineNames: Record<InstanceKey['engine'], string> = { mysql: 'MySQL', opengauss: 'openGauss', postgresql: 'PostgreSQL' };
