// Where to save, and that it was done: the ending is added if it was left out, and a file that is there is
// replaced only after a question.
#pragma once

#include <QString>

class QWidget;

namespace lossarium::ui {

/// Empty if the user thinks better of it.
QString askToSave(QWidget* parent, const QString& title, const QString& suggestion, const QString& ending);

/// A file is what its name says: another known ending gives way to this one, which is added to any other
/// name.
QString withEnding(const QString& file, const QString& ending);

/// For some seconds, and `more` about it, in the line at the bottom of the window that `part` belongs to.
void tellSaved(QWidget* part, const QString& file, const QString& more = {});

}  // namespace lossarium::ui
