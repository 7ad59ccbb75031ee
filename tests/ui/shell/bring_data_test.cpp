// Data that come from outside: pasted, dropped, and chosen from by columns.
#include "tests/ui/shell/window_testing.h"
#include "ui/pages/train/columns_panel.h"
#include "ui/plots/data_view.h"
#include "ui/widgets/combo_box.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTimer>
#include <QUrl>

namespace lossarium::ui {
namespace {

using tests::waitUntil;
using Texts = std::vector<std::string>;

class BringData : public WindowTest {
 protected:
  void paste(const QString& text) {
    QGuiApplication::clipboard()->setText(text);
    press(Qt::Key_V, Qt::ControlModifier);
  }
  const Dataset& data() { return *session().problem()->dataset; }
  QString write(const char* name, const QByteArray& text) {
    const QString path = folder.filePath(QString::fromLatin1(name));
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(text);
    return path;
  }

  QTemporaryDir folder;
};

TEST_F(BringData, CellsFromASpreadsheetBecomeTheData) {
  paste(QStringLiteral("age\theight\n2\t86\n4\t101\n6\t115\n"));
  ASSERT_TRUE(settled());
  EXPECT_EQ(data().targetName, "height");
  EXPECT_EQ(data().count(), 3);
  EXPECT_EQ(session().experiment().dataset.id, "pasted_table");
  EXPECT_TRUE(notice().startsWith(QStringLiteral("3 "))) << notice().toStdString();
  session().undo();
  ASSERT_TRUE(settled());
  EXPECT_EQ(data().count(), 24);
}

TEST_F(BringData, WithoutAHeaderTheColumnsGetNames) {
  paste(QStringLiteral("1,5\t2\n3\t4\n"));
  ASSERT_TRUE(settled());
  EXPECT_EQ(data().featureNames, Texts{"x"});
  EXPECT_EQ(data().features(0, 0), 1.5);
}

TEST_F(BringData, WhatIsNoTableIsSaidAndWhatWasThereStays) {
  paste(QStringLiteral("just words"));
  EXPECT_TRUE(notice().contains(QStringLiteral("at least two columns"))) << notice().toStdString();
  EXPECT_EQ(session().experiment().dataset.id, "belgian_calls");
  paste(QStringLiteral("a\tb\n1\t2\n3\n"));
  EXPECT_TRUE(notice().contains(QStringLiteral("line 3"))) << notice().toStdString();
  QGuiApplication::clipboard()->clear();
  press(Qt::Key_V, Qt::ControlModifier);
  EXPECT_TRUE(notice().contains(QStringLiteral("no table to paste"))) << notice().toStdString();
}

TEST_F(BringData, AFileCanBeDroppedOnAnyView) {
  QMimeData mime;
  mime.setUrls({QUrl::fromLocalFile(write("drop.csv", "x,y\n1,2\n2,3\n3,5\n"))});
  QWidget* target = window.findChild<DataView*>()->viewport();
  QDragEnterEvent enter({20, 20}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(target, &enter);
  EXPECT_TRUE(enter.isAccepted());
  QDropEvent drop({20, 20}, Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(target, &drop);
  ASSERT_TRUE(settled());
  EXPECT_EQ(data().count(), 3);
}

TEST_F(BringData, ATableThatWasMovedIsFoundAndTheSessionKept) {
  const QString table = write("moved.csv", "speed,time\n1,3\n2,5.1\n3,6.9\n4,9.2\n");
  const Experiment before = session().experiment();
  window.openFile(write("mine.lossarium", R"({"lossarium": 1, "experiments": [{"loss": {"id": "huber"},
      "dataset": {"id": "csv", "file": "old/gone.csv"}, "optimizer": {"learning_rate": 0.02}}]})"));
  EXPECT_TRUE(notice().contains("mine.lossarium")) << notice().toStdString();
  EXPECT_TRUE(notice().contains("old/gone.csv")) << notice().toStdString();
  EXPECT_EQ(session().experiment(), before);

  const auto answer = [this](const QString& file) {
    QTimer::singleShot(0, &window, [file] {
      auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
      ASSERT_NE(dialog, nullptr);
      if (file.isEmpty()) return dialog->reject();
      dialog->selectFile(file);
      dialog->findChild<QLineEdit*>()->setText(file);
      QMetaObject::invokeMethod(dialog, "accept");
    });
    click(QStringLiteral("Find the file…"));
  };
  answer({});
  EXPECT_TRUE(notice().contains("old/gone.csv")) << "the way on is still offered";
  answer(table);
  ASSERT_TRUE(settled());
  EXPECT_TRUE(notice().isEmpty()) << notice().toStdString();
  EXPECT_EQ(session().problem()->dataset->targetName, "time");
  EXPECT_EQ(session().experiment().dataset.text("file"), table.toStdString());
  EXPECT_EQ(session().experiment().loss.id, "huber");
  EXPECT_EQ(session().experiment().optimizer.real("learning_rate"), 0.02);
  EXPECT_TRUE(window.windowTitle().contains("mine.lossarium"));
  EXPECT_TRUE(window.isWindowModified()) << "its file still names the old place";
}

class Columns : public BringData {
 protected:
  void open(const QByteArray& text) {
    window.openFile(write("table.csv", text));
    ASSERT_TRUE(settled());
    click(QStringLiteral("Columns of the table"));
    panel = window.findChild<ColumnsPanel*>();
    ASSERT_TRUE(panel->isVisible());
  }
  void TearDown() override {
    if (panel) panel->hide();
  }
  QCheckBox* input(const char* name) {
    return panel->findChild<QCheckBox*>(QStringLiteral("input ") + QString::fromLatin1(name));
  }
  QRadioButton* target(const char* name) {
    return panel->findChild<QRadioButton*>(QStringLiteral("target ") + QString::fromLatin1(name));
  }
  bool says(const QString& part) {
    for (const auto* label : panel->findChildren<QLabel*>())
      if (label->isVisible() && label->text().contains(part)) return true;
    return false;
  }

  ColumnsPanel* panel = nullptr;
};

const QByteArray table = "name,kind,size,weight\nann,a,1,10\nbob,b,2,\ncid,a,3,31\ndot,b,4,42\n";

TEST_F(Columns, SayWhatTheyHoldAndWhatIsChosen) {
  open(table);
  EXPECT_TRUE(target("weight")->isChecked());
  EXPECT_FALSE(input("weight")->isEnabled());
  EXPECT_TRUE(input("size")->isChecked());
  EXPECT_TRUE(says(QStringLiteral("texts, 2 different")));
  EXPECT_TRUE(says(QStringLiteral("10  –  31  42")));
  EXPECT_TRUE(says(QStringLiteral("1 of 4 rows miss a value")));
}

TEST_F(Columns, CountSlipsAsMissingAndTellOfRaggedRows) {
  QByteArray text = "x,y\n";
  for (int i = 0; i < 30; ++i)
    text += (i == 4 ? "oops" : QByteArray::number(i)) + (i == 9 ? ",1,5\n" : i == 7 ? ",\n" : ",1.5\n");
  open(text);
  const auto missing = [this](const char* column) {
    for (const auto* label : panel->findChildren<QLabel*>())
      if (label->accessibleName().contains(QStringLiteral("values of %1 are").arg(QLatin1String(column))))
        return std::pair(label->text(), label->toolTip());
    return std::pair(QString(), QString());
  };
  EXPECT_EQ(missing("x").first, QStringLiteral("1"));
  EXPECT_TRUE(missing("x").second.contains(QStringLiteral("One of them is no number")));
  EXPECT_EQ(missing("y").first, QStringLiteral("1"));
  EXPECT_FALSE(missing("y").second.contains(QStringLiteral("no number")));
  EXPECT_TRUE(says(QStringLiteral("2 of 29 rows miss a value")));
  EXPECT_TRUE(says(QStringLiteral("1 more has another number of cells")));
}

TEST_F(Columns, AreChosenAtOnceAndCanBeUndone) {
  open(table);
  EXPECT_FALSE(input("name")->isChecked()) << "it tells the rows apart, no more";
  EXPECT_EQ(data().featureColumns, (Texts{"kind", "size"}));
  QTest::mouseClick(input("name"), Qt::LeftButton, {}, QPoint(6, input("name")->height() / 2));
  ASSERT_TRUE(settled());
  EXPECT_EQ(data().featureColumns, (Texts{"name", "kind", "size"}));
  session().undo();
  ASSERT_TRUE(settled());
  QTest::mouseClick(target("kind"), Qt::LeftButton, {}, QPoint(6, target("kind")->height() / 2));
  ASSERT_TRUE(settled());
  EXPECT_EQ(data().targetName, "kind");
  EXPECT_EQ(data().featureColumns, (Texts{"size", "weight"}));  // an input and the target change places
  EXPECT_EQ(data().task, Task::classes);
  EXPECT_EQ(session().experiment().loss.id, "cross_entropy");
  EXPECT_TRUE(says(QStringLiteral("1 of 4 rows")));
  QTest::mouseClick(target("size"), Qt::LeftButton, {}, QPoint(6, target("size")->height() / 2));
  ASSERT_TRUE(settled());
  EXPECT_EQ(data().featureColumns, (Texts{"kind", "weight"}));
  session().undo();
  session().undo();
  ASSERT_TRUE(settled());
  EXPECT_EQ(data().targetName, "weight");
  EXPECT_TRUE(target("weight")->isChecked());
}

TEST_F(Columns, TheLastInputStaysAndATaskThatDoesNotFitIsSaid) {
  open("x,y\n1,2\n2,3\n3,5\n");
  QTest::mouseClick(input("x"), Qt::LeftButton, {}, QPoint(6, input("x")->height() / 2));
  EXPECT_TRUE(says(QStringLiteral("One input is needed")));
  EXPECT_TRUE(input("x")->isChecked());
  auto* task = panel->findChild<ComboBox*>();
  task->setCurrentText(QStringLiteral("binary"));
  emit task->activated(task->currentIndex());
  ASSERT_TRUE(waitUntil([this] { return says(QStringLiteral("exactly two")); }));
  EXPECT_EQ(data().task, Task::regression);
}

// As everywhere: a click takes Space away from nobody, and the Tab key leads it to a control.
TEST_F(Columns, SpaceTicksOnlyWhereTheKeyboardLedThere) {
  open(table);
  EXPECT_FALSE(input("name")->hasFocus());
  QTest::keyClick(panel, Qt::Key_Space);
  EXPECT_FALSE(panel->isVisible());
  EXPECT_FALSE(input("name")->isChecked());
  ASSERT_TRUE(waitUntil([this] { return frame().running; }));
  session().pause();
  auto* opener = button(QStringLiteral("Columns of the table"));
  opener->setFocus(Qt::TabFocusReason);
  opener->click();
  ASSERT_TRUE(panel->isVisible());
  EXPECT_EQ(panel->focusWidget(), input("name"));
}

TEST_F(Columns, AColumnOfNamesKeepsNobodyFromTheRest) {
  QByteArray names = "name,x,y\n";
  for (int i = 0; i < 70; ++i) names += "person " + QByteArray::number(i) + ",1,2\n";
  open(names);
  EXPECT_FALSE(input("name")->isChecked());
  EXPECT_EQ(data().notes.front(), "'name' is no input: it holds 70 different texts");
}

}  // namespace
}  // namespace lossarium::ui
