import Texts

/// A text of the user's, fit to stand in a message: in quotes, on one line, and not too long.
func quoted(_ text: String) -> String {
    VisibleText.quoted(text)
}
