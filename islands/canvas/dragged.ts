/** The type of what is dragged from the palette: the id of a component. */
export const DRAGGED = "application/x-celestra-component";
