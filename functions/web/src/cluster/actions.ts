import { createContext } from 'react';
import type { InstanceView } from '../api/types';

/** What a box of the diagram can have done. It is the same for all boxes, so that none is drawn anew because another one changed. */
export interface NodeActions {
  open: (instance: InstanceView) => void;
  toggle: (id: string) => void;
  openGroup: (id: string) => void;
}

const nothing = (): void => undefined;

export const NodeActionsContext = createContext<NodeActions>({ open: nothing, toggle: nothing, openGroup: nothing });
