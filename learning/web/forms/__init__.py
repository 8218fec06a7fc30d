"""The shapes of what browsers send, as WTForms; they know wording and lengths, not who may send."""
