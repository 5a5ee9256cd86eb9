import { createRoot } from "react-dom/client";
import { Desk } from "./desk";

createRoot(document.getElementById("root")!).render(<Desk />);
