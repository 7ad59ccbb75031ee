// The hand in a picture of data: what pointer and keys do there once a tool is chosen. It changes nothing but
// the picture; what it wants of the data it says.
#pragma once

#include "core/base/random.h"
#include "ui/plots/data_tool.h"

#include <QCursor>
#include <QKeyEvent>
#include <QObject>
#include <QPointF>
#include <QTimer>
#include <QVector>

#include <optional>

namespace lossarium::ui {

class PointPlot;

class DataHand : public QObject {
  Q_OBJECT

 public:
  static constexpr double brushRadius = 36;  ///< pixels: nearly all that is sprayed falls within

  explicit DataHand(QObject* parent);

  void setTool(DataTool tool);
  DataTool tool() const { return tool_; }
  void setPlot(PointPlot* plot);
  bool isActive() const { return tool_ != DataTool::inspect; }
  bool isBusy() const { return busy_ != Busy::nothing; }

  /// In pixels of the plot; `press` and `move` say whether they took the event.
  bool press(QPointF pixel, Qt::MouseButton button);
  bool move(QPointF pixel);
  void release();
  bool takesKey(const QKeyEvent& event) const;
  void pressKey(const QKeyEvent& event);
  /// The picture has new content: a point that is dragged stays where the hand holds it, and after that until
  /// the content has it there, too.
  void followScene();
  /// What was done is refused: the picture is to show the data again.
  void letGo();

  /// The point that is held, or that the keys have chosen.
  std::optional<qsizetype> chosen() const { return chosen_; }
  /// The pointer has gone: nothing is chosen any more.
  void forgetChosen() { chosen_.reset(); }
  QCursor cursorAt(QPointF pixel) const;

 signals:
  /// `begins` is false for what goes on with the gesture before. Places are in the data's units, rounded to
  /// what a pixel can tell.
  void dragged(int index, QPointF place, bool begins);
  void added(const QVector<QPointF>& places, bool begins);
  /// The point that was added last is pulled along.
  void addedDragged(QPointF place);
  void removed(int index);
  void dropped();  ///< Escape: no tool any more

 private:
  enum class Busy { nothing, dragging, adding, spraying };

  QPointF placeAt(QPointF pixel) const;
  QPointF placeBeyond(QPointF pixel) const;
  QPointF overshoot() const;
  void pullAxes();
  std::optional<qsizetype> touchableAt(QPointF pixel) const;
  void begin(Busy what);
  void drag(QPointF pixel, bool begins);
  void spray(bool begins);
  void choose(int direction);
  void nudge(QPointF direction, bool begins);
  void addBesideChosen();

  DataTool tool_ = DataTool::inspect;
  PointPlot* plot_ = nullptr;
  Busy busy_ = Busy::nothing;
  std::optional<qsizetype> chosen_;
  QPointF grip_;         ///< from the point's middle to where it was taken, in pixels
  QPointF pixel_;        ///< where the pointer was last
  QPointF held_;         ///< the place of the point that is dragged
  qsizetype taken_ = 0;  ///< the point that is dragged, or was last
  qsizetype count_ = 0;  ///< of the points when it was taken
  bool moved_ = false;
  int patience_ = 0;
  bool holds_ = false;  ///< until the picture itself has it there
  Random random_{1, "brush"};
  QTimer spraying_;
  QTimer pulling_;  ///< while a point is held beyond the axes, they grow
};

}  // namespace lossarium::ui
