/** For surfaces that run questions on threads: see the room of the store. */
export { IN_FLIGHT, LEAVING, shareNativeWork } from "../../store/native-work.ts";
