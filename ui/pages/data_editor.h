// Data by hand: the tools in the head of the data view, and the way from a gesture there to an edit of the
// data. Whoever makes one connects what it follows.
#pragma once

#include "core/datasets/edits.h"
#include "ui/plots/data_tool.h"
#include "ui/plots/plot_style.h"

#include <QObject>
#include <QPointF>
#include <QString>
#include <QVector>

#include <string>
#include <vector>

class QAction;
class QToolButton;

namespace lossarium::ui {

class DataView;
class EditableData;
struct Theme;
class ViewFrame;

class DataEditor : public QObject {
  Q_OBJECT

 public:
  DataEditor(EditableData& data, DataView& view, ViewFrame& frame);

  void setTheme(const Theme& theme);
  /// The same tool again puts it away.
  void toggle(DataTool tool);
  void undoAllEdits();
  /// The data were built anew.
  void followProblem();
  /// What was asked for is made real, or shown.
  void sendWhatWaits();
  /// An edit was refused: the point goes back to where it is in the data.
  void snapBack();
  /// What was under way is undone.
  void forgetWhatWaits();

 signals:
  /// The picture shall show the data as they are.
  void redrawWanted();

 private:
  QToolButton* makeTool(DataTool tool, const QString& name);
  void makeMenu();
  void choose(DataTool tool);
  void showClasses();
  void chooseClass(Index label);
  void drag(int index, QPointF place, bool begins);
  void add(const QVector<QPointF>& places, bool begins);
  void dragAdded(QPointF place);
  void remove(int index);
  Edit editAt(QPointF place) const;
  void begin();
  void append(const Edit& edit);
  std::vector<std::string> wantedEdits() const;
  void send();

  EditableData& data_;
  DataView& view_;
  ViewFrame& frame_;
  QToolButton* edit_;
  QToolButton* brush_;
  QToolButton* classes_;
  QAction* undoAll_;
  Index row_ = 0;     ///< that is dragged
  double label_ = 0;  ///< and its class
  Index class_ = 0;   ///< of the points to be added
  int gestures_ = 0;
  bool waits_ = false;  ///< an edit, until the one before is made real
  std::vector<std::string> wanted_;
  PlotStyle style_;
};

}  // namespace lossarium::ui
