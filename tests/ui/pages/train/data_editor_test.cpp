// Data edited by hand in the real window: real mouse events, and what becomes of them.
#include "core/datasets/edits.h"
#include "tests/ui/shell/window_testing.h"
#include "ui/plots/data_view.h"

#include <QAction>
#include <QMenu>

#include <cmath>

namespace lossarium::ui {
namespace {

using tests::waitUntil;
using Texts = std::vector<std::string>;

class DataByHand : public WindowTest {
 protected:
  void SetUp() override {
    WindowTest::SetUp();
    view = window.findChild<DataView*>();
    QTest::qWait(50);  // until all that is around the view has found its place
  }

  QPoint pixel(QPointF place) {
    const QPointF inChart = view->plotScale().toPixel(place);
    return view->mapFromScene(view->chart()->mapToScene(inChart));
  }
  QPointF row(Index index) {
    const Dataset& data = *session().problem()->dataset;
    return {data.features(index, 0), data.target(index, 0)};
  }
  void takeUp(const char* tool) {
    click(QString::fromUtf8(tool));
    ASSERT_NE(view->tool(), DataTool::inspect);
  }
  void drag(QPoint from, QPoint to, int moves = 10) {
    QTest::mousePress(view->viewport(), Qt::LeftButton, {}, from);
    for (int i = 1; i <= moves; ++i) {
      QTest::mouseMove(view->viewport(), from + (to - from) * i / moves);
      QTest::qWait(5);
    }
    QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, to);
    settled();
  }
  Texts edits() { return editsOf(session().experiment().dataset); }
  bool shown() {
    return settled() && waitUntil([this] { return frame().problem == session().problem(); });
  }
  void runToTheEnd() {
    session().setSpeed(asFastAsItGoes);
    session().play();
    ASSERT_TRUE(waitUntil([this] { return frame().state.stop != Stop::none; }));
    session().setSpeed(session().calmSpeed());
  }

  DataView* view = nullptr;
};

TEST_F(DataByHand, WithoutAToolNothingCanBeTouched) {
  drag(pixel(row(15)), pixel(row(15)) + QPoint(0, 60));
  QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, pixel({55, 15}));
  QTest::mouseClick(view->viewport(), Qt::RightButton, {}, pixel(row(15)));
  ASSERT_TRUE(settled());
  EXPECT_TRUE(edits().empty());
}

TEST_F(DataByHand, ADraggedPointChangesTheLossAndIsOneStepBack) {
  takeUp("Edit data by hand");
  const double before = frame().now.training;
  const QPoint from = pixel(row(15)), to = pixel({65.5, 3});
  drag(from, to, 30);
  ASSERT_TRUE(shown());
  ASSERT_EQ(edits().size(), 1U);
  EXPECT_TRUE(edits()[0].starts_with("move 16 ")) << edits()[0];
  EXPECT_LT((pixel(row(15)) - to).manhattanLength(), 3);
  EXPECT_NE(frame().now.training, before);
  EXPECT_EQ(session().surface()->problem, session().problem());
  session().undo();
  ASSERT_TRUE(shown());
  EXPECT_TRUE(edits().empty());
  EXPECT_EQ(frame().now.training, before);
  session().redo();
  ASSERT_TRUE(shown());
  EXPECT_EQ(edits().size(), 1U);
}

TEST_F(DataByHand, AClickAddsAndARightClickRemoves) {
  takeUp("Edit data by hand");
  QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, pixel({55, 15}));
  ASSERT_TRUE(shown());
  ASSERT_EQ(edits().size(), 1U);
  EXPECT_TRUE(edits()[0].starts_with("add ")) << edits()[0];
  EXPECT_EQ(frame().problem->rows.train.size(), 25U);
  QTest::mouseClick(view->viewport(), Qt::RightButton, {}, pixel(row(3)));
  ASSERT_TRUE(shown());
  EXPECT_EQ(edits()[1], "remove 4");
  QTest::mouseClick(view->viewport(), Qt::RightButton, {}, pixel(row(23)));  // the one that was added
  ASSERT_TRUE(shown());
  EXPECT_EQ(edits(), Texts{"remove 4"});
  session().undo();
  EXPECT_EQ(edits().size(), 2U);
  session().undo();
  EXPECT_EQ(edits().size(), 1U);
}

TEST_F(DataByHand, APointThatIsAddedCanBePulledOnAtOnce) {
  takeUp("Edit data by hand");
  drag(pixel({55, 15}), pixel({60, 10}));
  ASSERT_TRUE(shown());
  ASSERT_EQ(edits().size(), 1U);
  const QPointF added = row(24);
  EXPECT_NEAR(added.x(), 60, 0.3);
  EXPECT_NEAR(added.y(), 10, 0.3);
  session().undo();
  EXPECT_TRUE(edits().empty());
}

TEST_F(DataByHand, TheBrushSpraysSeveralInOneStep) {
  takeUp("Spray points");
  QTest::mousePress(view->viewport(), Qt::LeftButton, {}, pixel({55, 15}));
  QTest::qWait(400);
  QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, pixel({55, 15}));
  ASSERT_TRUE(shown());
  const auto sprayed = edits().size();
  EXPECT_GE(sprayed, 4U);
  EXPECT_EQ(frame().problem->rows.train.size(), 24 + sprayed);
  session().undo();
  EXPECT_TRUE(edits().empty());
}

TEST_F(DataByHand, AfterTheEndTheFitFollows) {
  runToTheEnd();
  takeUp("Edit data by hand");
  drag(pixel(row(23)), pixel({73, 20}), 20);
  ASSERT_TRUE(shown());
  ASSERT_TRUE(waitUntil([this] { return frame().state.stop != Stop::none && !frame().running; }));
  EXPECT_GT(frame().state.epoch, 400);
  Vector gradient(2);
  frame().problem->training->gradient(frame().state.weights, gradient);
  EXPECT_LT(gradient.lpNorm<Eigen::Infinity>(), 1e-6);  // the least of the data as they now are
  const RunFrame again = finishedRun(build(session().record()));
  EXPECT_EQ(again.state.weights, frame().state.weights);
}

TEST_F(DataByHand, AfterTheEndTheFitStandsStillIfThatIsWanted) {
  runToTheEnd();
  session().setRefits(false);
  const Vector weights = frame().state.weights;
  takeUp("Edit data by hand");
  drag(pixel(row(23)), pixel({73, 20}));
  ASSERT_TRUE(shown());
  QTest::qWait(50);
  EXPECT_EQ(frame().state.weights, weights);
}

TEST_F(DataByHand, WhatWasEditedIsToldAndCanBeTakenBackAtOnce) {
  takeUp("Edit data by hand");
  drag(pixel(row(15)), pixel({65.5, 3}));
  QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, pixel({55, 15}));
  ASSERT_TRUE(shown());
  EXPECT_EQ(frame().problem->notes.front(), "1 row moved, 1 added (to the training rows) by hand");
  QAction* back = nullptr;
  for (auto* action : window.findChildren<QAction*>())
    if (action->text() == QStringLiteral("Data as they were") && action->isEnabled()) back = action;
  ASSERT_NE(back, nullptr);
  back->trigger();
  ASSERT_TRUE(shown());
  EXPECT_TRUE(edits().empty());
  session().undo();
  EXPECT_EQ(edits().size(), 2U);
}

// What a dial of the disturbance moves was moved by no hand.
TEST_F(DataByHand, DisturbedRowsAreNotMistakenForEdits) {
  QAction* back = nullptr;
  for (auto* action : window.findChildren<QAction*>())
    if (action->text() == QStringLiteral("Data as they were")) back = action;
  ASSERT_NE(back, nullptr);
  session().set("disturbance.outliers", 0.25);
  ASSERT_TRUE(shown());
  EXPECT_TRUE(edits().empty());
  EXPECT_FALSE(back->isEnabled());
  EXPECT_TRUE(frame().problem->notes.front().starts_with("6 of 24 training rows were moved up"));
  const Vector disturbed = frame().problem->dataset->target.col(0);
  takeUp("Edit data by hand");
  drag(pixel(row(15)), pixel({65.5, 3}));
  ASSERT_TRUE(shown());
  ASSERT_EQ(edits().size(), 1U);
  EXPECT_TRUE(edits()[0].starts_with("move 16 ")) << edits()[0];
  EXPECT_NEAR(row(15).y(), 3, 0.5);
  ASSERT_TRUE(back->isEnabled());
  back->trigger();
  ASSERT_TRUE(shown());
  EXPECT_EQ(Vector(frame().problem->dataset->target.col(0)), disturbed) << "the disturbance stays";
}

TEST_F(DataByHand, TheKeysDoItToo) {
  press(Qt::Key_E);
  ASSERT_EQ(view->tool(), DataTool::edit);
  ASSERT_TRUE(view->hasFocus());
  press(Qt::Key_Right);
  EXPECT_FALSE(view->readout().isEmpty());
  EXPECT_EQ(frame().state.step, 0);  // the arrows are the view's
  press(Qt::Key_Up, Qt::ShiftModifier);
  ASSERT_TRUE(shown());
  ASSERT_EQ(edits().size(), 1U);
  EXPECT_TRUE(edits()[0].starts_with("move 1 "));
  press(Qt::Key_Delete);
  ASSERT_TRUE(shown());
  EXPECT_EQ(edits(), Texts{"remove 1"});
  press(Qt::Key_Insert);
  ASSERT_TRUE(shown());
  EXPECT_EQ(edits().size(), 2U);
  press(Qt::Key_Escape);
  EXPECT_EQ(view->tool(), DataTool::inspect);
}

TEST_F(DataByHand, WhereAxesAreNoDataTheToolsSayWhy) {
  session().open(withSettings(defaultExperiment(), {{"dataset.id", std::string("penguins")}}));
  ASSERT_TRUE(settled());
  QToolButton* tool = button(QStringLiteral("Edit data by hand"));
  EXPECT_TRUE(tool->isEnabled());  // one input
  session().set("dataset.features", Texts{"bill_length_mm", "bill_depth_mm"});
  ASSERT_TRUE(settled());
  EXPECT_FALSE(tool->isEnabled());
  EXPECT_TRUE(tool->toolTip().contains(QStringLiteral("two inputs"))) << tool->toolTip().toStdString();
  press(Qt::Key_E);
  EXPECT_EQ(view->tool(), DataTool::inspect);
}

TEST_F(DataByHand, OfClassesThePointsAreOfTheChosenOne) {
  session().open(
      withSettings(defaultExperiment(), {{"dataset.id", std::string("penguins")},
                                         {"dataset.target", std::string("species")},
                                         {"dataset.features", Texts{"bill_length_mm", "bill_depth_mm"}},
                                         {"loss.id", std::string("cross_entropy")}}));
  ASSERT_TRUE(shown());
  takeUp("Edit data by hand");
  QToolButton* chooser = button(QStringLiteral("Class of new points"));
  chooser->menu()->actions()[2]->trigger();
  const PlotScale scale = view->plotScale();
  const QPointF corner(scale.x.minimum + 0.03 * scale.x.span(), scale.y.maximum - 0.03 * scale.y.span());
  QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, pixel(corner));
  ASSERT_TRUE(shown());
  ASSERT_EQ(edits().size(), 1U);
  EXPECT_TRUE(edits()[0].starts_with("add ") && edits()[0].ends_with(" Gentoo")) << edits()[0];
  const Dataset& data = *session().problem()->dataset;
  drag(pixel({data.features(0, 0), data.features(0, 1)}), pixel({50, 19.5}));
  ASSERT_TRUE(shown());
  ASSERT_EQ(edits().size(), 2U);
  EXPECT_TRUE(edits()[1].starts_with("move ") && edits()[1].ends_with(" Adelie")) << edits()[1];
}

TEST_F(DataByHand, WhatTheLossCannotTakeIsRefusedAndSaid) {
  session().set("loss.id", std::string("poisson_nll"));
  ASSERT_TRUE(shown());
  takeUp("Edit data by hand");
  const PlotScale scale = view->plotScale();
  ASSERT_LT(scale.y.minimum, 0);
  QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, pixel({66.5, 0.9 * scale.y.minimum}));
  ASSERT_TRUE(waitUntil([this] { return !notice().isEmpty(); }));
  EXPECT_TRUE(notice().contains(QStringLiteral("needs targets"))) << notice().toStdString();
  EXPECT_TRUE(edits().empty());
  const QPointF before = row(0);
  drag(pixel(before), pixel({before.x(), 0.9 * scale.y.minimum}));
  EXPECT_TRUE(edits().empty() || edits()[0].starts_with("move 1 ")) << edits()[0];
  EXPECT_GE(row(0).y(), 0);
  view->setTool(DataTool::inspect);
  QTest::mouseMove(view->viewport(), pixel(row(0)));
  ASSERT_TRUE(waitUntil([this] { return !view->readout().isEmpty(); }));  // drawn where it is
}

}  // namespace
}  // namespace lossarium::ui
